"""Entry of a benchmarked server: the `rasoat` command as it is."""

from __future__ import annotations

from server.cli import main

if __name__ == "__main__":
    main()
