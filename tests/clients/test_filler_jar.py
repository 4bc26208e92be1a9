"""The committed jar is the source beside it."""

from __future__ import annotations

import hashlib
import zipfile

from tests.clients.javarosa import HERE


def test_the_jar_was_built_from_this_source() -> None:
    manifest = zipfile.ZipFile(HERE / "filler.jar").read("META-INF/MANIFEST.MF").decode()
    manifest = manifest.replace("\r\n ", "")  # long lines are folded
    named = next(line.split(": ")[1] for line in manifest.splitlines() if line.startswith("Source-SHA-256"))
    digest = hashlib.sha256((HERE / "Filler.java").read_bytes()).hexdigest()
    assert named == digest, "Filler.java has changed: run `make jar` where a Java compiler is"
