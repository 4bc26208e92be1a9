"""Questions that are calculated, or shown, by way of one another: the tablet refuses to open such a form. Pure.

ODK Validate says so where there is Java; this stands in for it where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .content import FormContent, Question

_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_PATH = re.compile(r"(?:\.\./)+[\w.-]+(?:/[\w.-]+)*|/[\w.-]+(?:/[\w.-]+)+")
_DECIDING = ("calculate", "relevant")


def find_cycle(content: FormContent) -> list[str]:
    """The names along one circle of calculations and conditions, the first repeated at the end; empty where none is."""
    edges = {path: _references(one, content.questions) for path, one in content.questions.items()}
    done: set[str] = set()
    for start in edges:
        cycle = _walk(start, edges, done)
        if cycle:
            return [content.questions[path].name for path in cycle]
    return []


def _walk(start: str, edges: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """Depth first without recursion: forms have chains longer than Python's stack likes."""
    trail: list[str] = []
    waiting: list[tuple[str, bool]] = [(start, False)]
    while waiting:
        path, is_left = waiting.pop()
        if is_left:
            trail.pop()
            done.add(path)
        elif path in trail:
            return [*trail[trail.index(path) :], path]
        elif path not in done:
            trail.append(path)
            waiting.append((path, True))
            waiting += [(one, False) for one in edges[path]]
    return []


def _references(question: Question, questions: Mapping[str, Question]) -> list[str]:
    found: list[str] = []
    for rule in _DECIDING:
        text = _LITERAL.sub("", question.rules.get(rule, ""))
        found += [path for one in _PATH.findall(text) if (path := _resolve(question.path, one)) in questions]
    return list(dict.fromkeys(found))


def _resolve(path: str, reference: str) -> str:
    """A path of the form without its root, seen from the question's own node."""
    if reference.startswith("/"):
        return reference.split("/", 2)[2]
    here = path.split("/")
    for step in reference.split("/"):
        if step == "..":
            del here[-1:]
        else:
            here.append(step)
    return "/".join(here)
