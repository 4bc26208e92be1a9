"""The edge for phones: OpenRosa as stock ODK Collect speaks it, with the token in the path."""

from .phones import create_openrosa

__all__ = ["create_openrosa"]
