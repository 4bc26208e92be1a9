"""The words of findings, from the catalogue beside the dictionary of facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

import server.domain
from server.domain.facts import Fact, load_facts
from server.telling import in_both

from .catalogue import Words
from .telling import say

OF_A_QUESTION = ("answer_missing", "answer_refused", "answer_not_asked", "expression_differs")


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
    if text is None:
        return str(finding.code)
    values = _Values(finding.values or {})
    if finding.code in OF_A_QUESTION and (fact := _fact(finding)) is not None:
        values["name"] = say(in_both(fact.vi, fact.en))
    return text.format_map(values)


def _fact(finding: Any) -> Fact | None:
    facts, name = load_facts(), finding.fact or ""
    return facts.get("household", name) or facts.get("member", name)
