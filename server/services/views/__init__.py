"""Read models for pages: one module per page, each scoped to the areas an actor serves. They only read."""
