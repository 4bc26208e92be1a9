"""The words of findings, from the catalogue beside the dictionary of facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

import server.domain

from .catalogue import Words


@cache
def finding_texts() -> Words:
    """Every finding's sentence by its code."""
    path = Path(server.domain.__file__).with_name("findings.yaml")
    return Words(yaml.safe_load(path.read_text("utf-8")))


class _Values(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def say_finding(finding: Any) -> str:
    """A finding as a sentence with its values; a code without words shows itself."""
    text = finding_texts().get(finding.code)
    return finding.code if text is None else text.format_map(_Values(finding.values or {}))
