"""ODK XPath text to a tree (ODK XForms spec, "XPath in XForms"; XPath 1.0 §3). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


class UnsupportedError(Exception):
    """An expression that is not in the subset; the text says which part."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number literal."""

    value: float


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. `root` is the call a path starts at (`instance('x')/…`); `odd` names what is not plain."""

    steps: tuple[str, ...]
    is_absolute: bool = False
    root: Call | None = None
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """Two sides and an operator."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Minus:
    """A negated number."""

    value: Node


Node = Text | Number | Call | Path | Operation | Minus

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<name>[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)
    |(?P<sign>!=|<=|>=|//|::|\.\.|[()\[\],|+\-*=<>/.@$]))""",
    re.VERBOSE,
)
_WORDS = ("and", "or", "div", "mod")
_LEVELS = (("or",), ("and",), ("=", "!="), ("<=", "<", ">=", ">"), ("+", "-"), ("*", "div", "mod"))
_LEVEL_OF = {sign: level for level, signs in enumerate(_LEVELS) for sign in signs}
MAX_DEPTH = 80  # Python refuses 200 brackets in one another; each level makes at most two


def parse(expression: str) -> Node:
    """Parse an expression; `UnsupportedError` names what cannot be read."""
    parser = _Parser(_tokens(expression))
    node = parser.expression()
    if parser.kind != "end":
        raise UnsupportedError(f"“{parser.value}” thừa")
    return node


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    text = expression.rstrip()
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise UnsupportedError(f"ký tự “{text[at:].lstrip()[:1]}”")
        kind = match.lastgroup or ""
        tokens.append(_as_operator(kind, match.group(kind), tokens))
        at = match.end()
    return [*tokens, ("end", "")]


def _as_operator(kind: str, value: str, before: list[tuple[str, str]]) -> tuple[str, str]:
    """XPath 1.0 §3.7: after an operand, `*` and the words and, or, div, mod are operators."""
    last_kind, last = before[-1] if before else ("", "")
    after_operand = last_kind in ("number", "text", "name", "star") or last in (")", "]", ".", "..")
    if value == "*" and not after_operand:
        return "star", value
    if kind == "name" and value in _WORDS and after_operand:
        return "sign", value
    return kind, value


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._at][0]

    @property
    def value(self) -> str:
        return self._tokens[self._at][1]

    def _is(self, *signs: str) -> bool:
        return self.kind == "sign" and self.value in signs

    def _take(self) -> str:
        value = self.value
        self._at += 1
        return value

    def _expect(self, sign: str) -> None:
        if not self._is(sign):
            raise UnsupportedError(f"thiếu “{sign}” trước “{self.value}”")
        self._at += 1

    def expression(self, level: int = 0) -> Node:
        """Operands and the operators that bind at least as tightly as `level`, left to right."""
        node = self._unary()
        while self.kind == "sign" and _LEVEL_OF.get(self.value, -1) >= level:
            operator = self._take()
            node = Operation(operator, node, self.expression(_LEVEL_OF[operator] + 1))
        return node

    def _unary(self) -> Node:
        if self._is("-"):
            self._take()
            return Minus(self._unary())
        node = self._primary()
        if self._is("|"):
            raise UnsupportedError("phép “|”")
        return node

    def _primary(self) -> Node:
        makers: dict[str, Callable[[str], Node]] = {
            "number": lambda text: Number(float(text)),
            "text": lambda text: Text(text[1:-1]),
        }
        if self.kind in makers:
            return makers[self.kind](self._take())
        if self._is("("):
            return self._nested()
        if self.kind == "name" and self._tokens[self._at + 1] == ("sign", "("):
            call = self._call()
            return self._path(call) if self._is("/", "[") else call
        return self._path(None)

    def _nested(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnsupportedError(f"hơn {MAX_DEPTH} dấu ngoặc lồng nhau")
        self._expect("(")
        node = self.expression()
        self._expect(")")
        self._depth -= 1
        return node

    def _call(self) -> Call:
        name = self._take()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnsupportedError(f"hơn {MAX_DEPTH} hàm lồng nhau")
        self._expect("(")
        args: list[Node] = []
        while not self._is(")"):
            args.append(self.expression())
            if not self._is(")"):
                self._expect(",")
        self._expect(")")
        self._depth -= 1
        return Call(name, tuple(args))

    def _path(self, root: Call | None) -> Node:
        steps: list[str] = []
        odd = self._predicates()
        is_absolute = root is None and self._is("/")
        if root is None and not is_absolute:
            odd = self._step(steps) or odd
        while self._is("/", "//"):
            odd = "“//”" if self._take() == "//" else odd
            odd = self._step(steps) or odd
        if root is not None and root.name == "current" and not root.args:
            return Path(tuple(steps), False, None, odd)
        return Path(tuple(steps), is_absolute, root, odd)

    def _step(self, steps: list[str]) -> str:
        """One step; gives what is odd about it, or nothing."""
        odd = ""
        if self._is("@"):
            self._take()
            odd = "thuộc tính"
        if self.kind not in ("name", "star") and not self._is(".", ".."):
            raise UnsupportedError(f"đường dẫn có “{self.value}”")
        odd = "“*”" if self.kind == "star" else odd
        steps.append(self._take())
        if self._is("::"):
            raise UnsupportedError(f"trục “{steps[-1]}”")
        return self._predicates() or odd

    def _predicates(self) -> str:
        odd = ""
        while self._is("["):
            self._take()
            self.expression()
            self._expect("]")
            odd = "bộ lọc […]"
        return odd
