"""Settings of one node, read once from the environment by `app` and `cli` only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 8080


@dataclass(frozen=True, slots=True)
class Config:
    """Where a node keeps its data and how it is reached.

    `var` holds the database, media, spool and exports, and nothing outside it is written.
    `database_url` is empty for the embedded encrypted SQLite in `var`, else a PostgreSQL URL.
    `threads` answer requests in each process. `fronts` 0: one process does everything, for a commune's laptop; else so
    many processes talk to phones and people, and one more writes: for a server.
    `log` is `json` for one JSON object a line on standard error, else plain lines.
    `base_url` is the address put into QR codes and lists, without a trailing slash.
    """

    var: Path
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    base_url: str = ""
    threads: int = 32
    fronts: int = 0
    log: str = ""

    @property
    def is_embedded(self) -> bool:
        """True when the node uses its own SQLite file."""
        return not self.database_url

    @property
    def public_url(self) -> str:
        """The address people and tablets use, never with a trailing slash."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")


def read_config(environ: Mapping[str, str]) -> Config:
    """Read `HOST`, `PORT`, and as `RASOAT_…`: `VAR`, `DATABASE_URL`, `BASE_URL`, `THREADS`, `FRONTS`, `LOG`."""
    return Config(
        var=Path(environ.get("RASOAT_VAR", "var")).resolve(),
        database_url=environ.get("RASOAT_DATABASE_URL", ""),
        host=environ.get("HOST", "127.0.0.1"),
        port=int(environ.get("PORT", DEFAULT_PORT)),
        base_url=environ.get("RASOAT_BASE_URL", ""),
        threads=int(environ.get("RASOAT_THREADS", "32")),
        fronts=int(environ.get("RASOAT_FRONTS", "0")),
        log=environ.get("RASOAT_LOG", ""),
    )
