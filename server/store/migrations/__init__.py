"""Migrations of the node's tables; each release only adds, and runs them by itself at start."""
