"""Paths of a form's expressions to the places where answers lie. Used by `scope_writer` alone."""

from __future__ import annotations

import re

from .expressions.compiler import Code, SkippedError
from .expressions.grammar import Path, UnsupportedError
from .layout import FormLayout, ScopeLayout, Steps

_PLAIN_NUMBER = re.compile(r"(to_number|days)\(s\d+\[\d+\]\)")


class Shared:
    """Values that many expressions of a function need, computed once at its start; only where no answer changes."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, source: str) -> str:
        """The local that holds the value."""
        return self._names.setdefault(source, f"c{len(self._names)}")

    def lines(self) -> list[str]:
        """What the function begins with."""
        return [f"{name} = {source}" for source, name in self._names.items()]


class At:
    """Resolves the paths of one expression, seen from the node that carries it."""

    def __init__(self, layout: FormLayout, scope: ScopeLayout, context: Steps, shared: Shared | None) -> None:
        self._layout = layout
        self._scope = scope
        self._context = context
        self._shared = shared

    def as_number(self, source: str) -> str:
        """The source of a number, or the name of the local that holds it."""
        is_shared = self._shared is not None and _PLAIN_NUMBER.fullmatch(source)
        return self._shared.name(source) if self._shared is not None and is_shared else source

    def resolve(self, path: Path, *, is_set: bool) -> Code:
        """One node of this instance or of one around it, or all nodes of a repeat below the common scope."""
        target, top = self._absolute(path)
        if target not in self._layout.where:
            raise SkippedError(f"nút /{'/'.join(target)} không có câu trả lời")
        scope, slot = self._layout.where[target]
        chain, own = scope.chain(), self._scope.chain()
        shared = [one for one in chain if one in own and len(one.path) <= top]
        if len(shared) == len(chain):
            return Code(f"s{len(chain) - 1}[{slot}]", scope.slots[slot].type)
        if path.is_absolute and len(shared) < len([one for one in chain if one in own]):
            raise SkippedError(f"/{'/'.join(target)} nhìn từ trong cùng nhóm lặp")
        if not is_set:
            raise UnsupportedError(f"nút lặp /{'/'.join(target)} dùng như một giá trị")
        loops, holder = "", f"S{len(shared) - 1}"
        for number, one in enumerate(chain[len(shared) :]):
            loops += f" for x{number} in {holder}.children.get({one.index}, ())"
            holder = f"x{number}"
        nodes = f"[{holder}.values[{slot}]{loops}]"
        return Code(self._shared.name(nodes) if self._shared is not None else nodes, "nodes")

    def _absolute(self, path: Path) -> tuple[Steps, int]:
        """(absolute steps, how many of them the relative path kept of its context)."""
        if path.is_absolute:
            return path.steps[1:], 0
        here = list(self._context)
        top = len(here)
        for step in path.steps:
            if step == "..":
                if not here:
                    raise UnsupportedError("đường dẫn ra ngoài biểu mẫu")
                here.pop()
                top = min(top, len(here))
            elif step != ".":
                here.append(step)
        return tuple(here), top


__all__ = ["At", "Shared"]
