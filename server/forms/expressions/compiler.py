"""From the tree to Python source. Static types where the form knows them, so that most code is a comparison of texts.

Why source and not closures or lxml: 445 expressions in a submission must cost well below a millisecond (ADR 6). Only
repr() of literals, slot numbers and names from the table below reach the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from . import runtime
from .grammar import Call, Minus, Node, Number, Operation, Path, Text, UnsupportedError

SKIPPED = {
    **dict.fromkeys(
        ("instance", "pulldata", "randomize", "position", "last", "indexed-repeat", "once"), "đọc danh sách"
    ),
    **dict.fromkeys(("now", "today"), "đọc đồng hồ"),
    **dict.fromkeys(("random", "uuid", "digest", "base64-decode"), "ngẫu nhiên hoặc mật mã"),
    **dict.fromkeys(("jr:choice-name", "jr:itext", "property", "version", "current"), "theo ngôn ngữ hoặc máy"),
    **dict.fromkeys(("area", "distance", "geofence", "intersects", "weighted-checklist"), "tính trên máy"),
    **dict.fromkeys(
        ("format-date", "format-date-time", "decimal-date-time", "decimal-time", "date-time"), "định dạng ngày"
    ),
}


class SkippedError(UnsupportedError):
    """A known part of ODK XPath that only the tablet can evaluate; it is listed, not refused."""


@dataclass(frozen=True, slots=True)
class Code:
    """Python source and its type: num str bool | dyn (known at run time) | raw types of nodes | nodes (a list).

    Raw: `number` and `date` nodes are the text of a typed node, `opaque` of a time, place or file.
    """

    source: str
    type: str


class Resolver(Protocol):
    """How an expression's paths reach values."""

    def resolve(self, path: Path, *, is_set: bool) -> Code:
        """The code of a node's text, or of a list of texts; `is_set` where a function takes a node-set."""

    def as_number(self, source: str) -> str:
        """The same number, or where it is kept already."""


GLOBALS = {name: getattr(runtime, name) for name in dir(runtime) if not name.startswith("_")}
_RAW_TO_NUMBER = {"number": "to_number", "str": "to_number", "date": "days", "dyn": "number"}
_COMPARISONS = ("<", "<=", ">", ">=")
_ARITHMETIC = ("+", "-", "*")


def compile_expression(node: Node, resolver: Resolver) -> Code:
    """Compile a tree; `UnsupportedError` or `SkippedError` says why not."""
    code = _Compiler(resolver).code(node)
    if code.type == "nodes":
        raise UnsupportedError("một nút lặp dùng như một giá trị")
    return code


class _Compiler:
    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[int, Code] = {}

    def code(self, node: Node) -> Code:
        """Any node; once, as the same one may be wanted as a value and as a number."""
        if id(node) not in self._known:
            self._known[id(node)] = self._make(node)
        return self._known[id(node)]

    def _make(self, node: Node) -> Code:
        if isinstance(node, Text):
            return Code(repr(node.value), "str")
        if isinstance(node, Number):
            return Code(repr(node.value), "num")
        if isinstance(node, Minus):
            return Code(f"(-{self.number(node.value)})", "num")
        if isinstance(node, Path):
            return self._path(node, is_set=False)
        return self._operation(node) if isinstance(node, Operation) else self._call(node)

    def _path(self, path: Path, *, is_set: bool) -> Code:
        if path.root is not None:
            self._refuse(path.root.name)
        if path.odd:
            raise SkippedError(f"{path.odd} trong đường dẫn")
        return self._resolver.resolve(path, is_set=is_set)

    # --- conversions --------------------------------------------------------------------------------------

    def number(self, node: Node) -> str:
        """The source of a number."""
        code = self.code(node)
        if code.type == "dyn" and isinstance(node, Call) and node.name == "if":
            yes, no = self.code(node.args[1]), self.code(node.args[2])
            if "date" not in (yes.type, no.type):  # there the text counts, not the day
                return f"({self.number(node.args[1])} if {self.truth(node.args[0])} else {self.number(node.args[2])})"
        if code.type == "num":
            return code.source
        if code.type == "bool":
            return f"float({code.source})"
        if code.type not in _RAW_TO_NUMBER:
            raise SkippedError("giờ, vị trí hoặc tệp dùng như số")
        return self._resolver.as_number(f"{_RAW_TO_NUMBER[code.type]}({code.source})")

    def text(self, node: Node) -> str:
        """The source of a text."""
        code = self.code(node)
        if code.type == "opaque":
            raise SkippedError("giờ, vị trí hoặc tệp dùng như chữ")
        plain = {"str": code.source, "number": f"number_text({code.source})", "date": f"{code.source}[:10]"}
        return plain.get(code.type, f"text({code.source})")

    def truth(self, node: Node) -> str:
        """The source of a boolean."""
        code = self.code(node)
        if code.type == "bool":
            return code.source
        if code.type in ("str", "date", "opaque"):
            return f"({code.source} != '')"
        return f"truth({self._dynamic(code)})"

    @staticmethod
    def _dynamic(code: Code) -> str:
        if code.type == "number":
            return f"value({code.source})"
        return f"{code.source}[:10]" if code.type == "date" else code.source

    # --- operators ----------------------------------------------------------------------------------------

    def _operation(self, node: Operation) -> Code:
        if node.operator in ("and", "or"):
            return Code(f"({self.truth(node.left)} {node.operator} {self.truth(node.right)})", "bool")
        if node.operator in ("=", "!="):
            return Code(self._equality(node), "bool")
        left, right = self.number(node.left), self.number(node.right)
        if node.operator in _COMPARISONS:
            return Code(f"({left} {node.operator} {right})", "bool")
        if node.operator in _ARITHMETIC:
            return Code(f"({left} {node.operator} {right})", "num")
        return Code(f"{'divide' if node.operator == 'div' else 'modulo'}({left}, {right})", "num")

    def _equality(self, node: Operation) -> str:
        sign = "==" if node.operator == "=" else "!="
        left, right = self.code(node.left), self.code(node.right)
        types = {left.type, right.type}
        if Code("''", "str") in (left, right) and types <= {"str", "number", "date", "opaque"}:
            return f"({left.source} {sign} {right.source})"
        if "opaque" in types:
            raise SkippedError("so sánh giờ, vị trí hoặc tệp")
        if types in ({"str"}, {"bool"}):
            return f"({left.source} {sign} {right.source})"
        if types <= {"num", "number", "date"} and types & {"num", "date"}:
            return f"({self.number(node.left)} {sign} {self.number(node.right)})"
        negation = "" if sign == "==" else "not "
        return f"({negation}equal({self._dynamic(left)}, {self._dynamic(right)}))"

    # --- functions ----------------------------------------------------------------------------------------

    @staticmethod
    def _refuse(name: str) -> None:
        if name in SKIPPED:
            raise SkippedError(f"{name}(): {SKIPPED[name]}")
        raise UnsupportedError(f"hàm {name}()")

    def _call(self, node: Call) -> Code:
        if node.name in _SPECIAL:
            least, most, make = _SPECIAL[node.name]
            self._count(node, least, most)
            return make(self, node)
        if node.name not in _PLAIN:
            self._refuse(node.name)
        target, takes, gives, least = _PLAIN[node.name]
        self._count(node, least, len(takes))
        converters = {"n": self.number, "s": self.text, "b": self.truth}
        args = [converters[kind](arg) for kind, arg in zip(takes, node.args, strict=False)]
        return Code(target.format(*args) if "{" in target else f"{target}({', '.join(args)})", gives)

    @staticmethod
    def _count(node: Call, least: int, most: int) -> None:
        if not least <= len(node.args) <= most:
            raise UnsupportedError(f"{node.name}() với {len(node.args)} đối số")

    def condition(self, node: Call) -> Code:
        """if(): the type of both branches where they agree, else known at run time."""
        test = self.truth(node.args[0])
        yes, no = self.code(node.args[1]), self.code(node.args[2])
        if yes.type == no.type and yes.type != "opaque":
            return Code(f"({yes.source} if {test} else {no.source})", yes.type)
        if "opaque" in (yes.type, no.type):
            raise SkippedError("giờ, vị trí hoặc tệp trong if()")
        return Code(f"({self._dynamic(yes)} if {test} else {self._dynamic(no)})", "dyn")

    def first_known(self, node: Call) -> Code:
        """coalesce(): the first that is not empty."""
        one, other = self.text(node.args[0]), self.text(node.args[1])
        return Code(f"({one} or {other})", "str")

    def nodes(self, node: Node) -> str | None:
        """The source of a list of texts, or None where the argument is not a repeated node."""
        if not isinstance(node, Path):
            return None
        code = self._path(node, is_set=True)
        if code.type == "opaque":
            raise SkippedError("giờ, vị trí hoặc tệp trong tập nút")
        return code.source if code.type == "nodes" else None

    def numbers(self, node: Call) -> str:
        """The numbers of sum(), min(), max(): of a repeated node or of the arguments."""
        parts = []
        for arg in node.args:
            found = self.nodes(arg)
            parts.append(f"*map(to_number, {found})" if found else self.number(arg))
        return f"({', '.join(parts)},)"

    def extreme(self, node: Call, name: str) -> str:
        """min(), max(); of two numbers by a function that need not walk through them."""
        if len(node.args) == 2 and not any(map(self.nodes, node.args)):
            return f"{name}_of_two({self.number(node.args[0])}, {self.number(node.args[1])})"
        return f"{name}({self.numbers(node)})"

    def texts(self, args: tuple[Node, ...]) -> str:
        """The texts of join(), concat()."""
        parts = []
        for arg in args:
            found = self.nodes(arg)
            parts.append(f"*{found}" if found else self.text(arg))
        return f"({', '.join(parts)},)" if parts else "()"

    def truths(self, args: tuple[Node, ...]) -> str:
        """The booleans of checklist()."""
        return f"({', '.join(self.truth(arg) for arg in args)},)"

    def counted(self, node: Call) -> Code:
        """count() and count-non-empty() of a node-set."""
        found = self.nodes(node.args[0])
        if found is None:
            raise SkippedError(f"{node.name}() của một nút không lặp")
        items = found if node.name == "count" else f"[1 for x in {found} if x]"
        return Code(f"float(len({items}))", "num")

    def matched(self, node: Call) -> Code:
        """regex() with a pattern that Python reads as Java does."""
        source = node.args[1]
        if not isinstance(source, Text):
            raise SkippedError("regex() với mẫu tính ra")
        try:
            re.compile(source.value)
        except re.error as error:
            raise SkippedError(f"regex(): mẫu “{source.value}” ({error})") from error
        return Code(f"matches({self.text(node.args[0])}, {source.value!r})", "bool")

    def part(self, node: Call) -> Code:
        """substr(): a slice where both ends are written in the form and count from the start."""
        one, *ends = node.args
        written = [end.value for end in ends if isinstance(end, Number) and 0 <= end.value < _LONGEST]
        if len(written) < len(ends):
            return Code(f"piece({', '.join([self.text(one), *map(self.number, ends)])})", "str")
        return Code(f"{self.text(one)}[{':'.join(str(int(end)) for end in written)}{'' if ends[1:] else ':'}]", "str")

    def replaced(self, node: Call) -> Code:
        """translate(): a removal where the form says which characters."""
        one, old, new = node.args
        if not isinstance(old, Text) or not isinstance(new, Text) or new.value or len(old.value) > _FEW:
            return Code(f"translated({', '.join(map(self.text, node.args))})", "str")
        removals = "".join(f".replace({char!r}, '')" for char in dict.fromkeys(old.value))
        return Code(f"{self.text(one)}{removals}", "str")

    def dated(self, node: Call) -> Code:
        """date(): the day of a text."""
        code = self.code(node.args[0])
        if code.type not in ("str", "date"):
            raise SkippedError("date() của một số")
        return Code(code.source, "date")


_MANY = 1_000
_LONGEST = 1e9
_FEW = 4
_Special = tuple[int, int, Callable[[_Compiler, Call], Code]]
_SPECIAL: dict[str, _Special] = {
    "if": (3, 3, _Compiler.condition),
    "coalesce": (2, 2, _Compiler.first_known),
    "true": (0, 0, lambda _c, _n: Code("True", "bool")),
    "false": (0, 0, lambda _c, _n: Code("False", "bool")),
    "not": (1, 1, lambda c, n: Code(f"(not {c.truth(n.args[0])})", "bool")),
    "boolean": (1, 1, lambda c, n: Code(c.truth(n.args[0]), "bool")),
    "number": (1, 1, lambda c, n: Code(c.number(n.args[0]), "num")),
    "string": (1, 1, lambda c, n: Code(c.text(n.args[0]), "str")),
    "sum": (1, 1, lambda c, n: Code(f"float(sum({c.numbers(n)}))", "num")),
    "min": (1, _MANY, lambda c, n: Code(c.extreme(n, "least"), "num")),
    "max": (1, _MANY, lambda c, n: Code(c.extreme(n, "greatest"), "num")),
    "count": (1, 1, _Compiler.counted),
    "count-non-empty": (1, 1, _Compiler.counted),
    "concat": (1, _MANY, lambda c, n: Code(f"''.join({c.texts(n.args)})", "str")),
    "join": (2, _MANY, lambda c, n: Code(f"{c.text(n.args[0])}.join({c.texts(n.args[1:])})", "str")),
    "checklist": (
        3,
        _MANY,
        lambda c, n: Code(f"checklist({c.number(n.args[0])}, {c.number(n.args[1])}, {c.truths(n.args[2:])})", "bool"),
    ),
    "regex": (2, 2, _Compiler.matched),
    "date": (1, 1, _Compiler.dated),
    "substr": (2, 3, _Compiler.part),
    "translate": (3, 3, _Compiler.replaced),
}
# name: (target, kinds of arguments, result, least number of arguments)
_PLAIN: dict[str, tuple[str, str, str, int]] = {
    "boolean-from-string": ("boolean_word", "s", "bool", 1),
    "string-length": ("float(len({}))", "s", "num", 1),
    "contains": ("({1} in {0})", "ss", "bool", 2),
    "starts-with": ("str.startswith", "ss", "bool", 2),
    "ends-with": ("str.endswith", "ss", "bool", 2),
    "substring-before": ("before", "ss", "str", 2),
    "substring-after": ("after", "ss", "str", 2),
    "normalize-space": ("squeezed", "s", "str", 1),
    "selected": ("is_selected", "ss", "bool", 2),
    "selected-at": ("selected_at", "sn", "str", 2),
    "count-selected": ("count_selected", "s", "num", 1),
    "round": ("round_half", "nn", "num", 1),
    "int": ("truncate", "n", "num", 1),
    "abs": ("abs", "n", "num", 1),
    "pow": ("power", "nn", "num", 2),
    "sqrt": ("root", "n", "num", 1),
}
