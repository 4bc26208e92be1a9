"""The edge for people: server-rendered pages in Vietnamese that work without script."""

from .blueprint import create_web

__all__ = ["create_web"]
