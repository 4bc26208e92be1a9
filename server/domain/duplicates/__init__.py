"""Two entries that may be one household or one person: where to look, how alike they are, what was decided. Pure."""
