"""The words of findings, from the catalogue beside the dictionary of facts."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import server.domain
from server.domain.facts import Fact, load_facts
from server.telling import say_number, say_written

from .catalogue import Words, choose_language
from .telling import Said, finish, say

# From here on a number is no year, and is written with its thousands apart.
MANY = 10_000
OF_A_QUESTION = ("answer_missing", "answer_refused", "answer_not_asked", "expression_differs")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ENGLISH = "_en"


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
    values = dict(finding.values or {})
    if choose_language() == "en":
        values |= {name.removesuffix(_ENGLISH): one for name, one in values.items() if name.endswith(_ENGLISH)}
    said = {name: _say_value(one) for name, one in values.items()}
    if finding.code in OF_A_QUESTION and (fact := _fact(finding)) is not None:
        said["name"] = say(fact.vi)
    marked = {name: finish(one) for name, one in said.items()}
    return Said(text.format_map(_Values(said)), text.format_map(_Values(marked)))


def _fact(finding: Any) -> Fact | None:
    facts, name = load_facts(), finding.fact or ""
    return facts.get("household", name) or facts.get("member", name)


def _say_value(value: Any) -> str:
    """A value as the language writes it: years and ages as they are, other numbers with their signs."""
    text, language = str(value), choose_language()
    if not _NUMBER.fullmatch(text):
        return say_written(text, language)
    number = Decimal(text)
    return say_number(number, language) if "." in text or abs(number) >= MANY else text


__all__ = ["finding_texts", "say_finding"]
