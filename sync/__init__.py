"""Signed records, their log, and their exchange between nodes. Never imports `server`."""
