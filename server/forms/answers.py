"""What a submission says, still as text."""

from __future__ import annotations

from dataclasses import dataclass, field

from .layout import ScopeLayout


@dataclass(frozen=True, slots=True)
class EntityBlock:
    """A `meta/entity` element. Flags are read as Central reads them: only `1` and `true` are true."""

    dataset: str
    id: str
    create: bool
    update: bool
    base_version: str
    trunk_version: str
    branch_id: str
    label: str
    is_top_level: bool


class Scope:
    """The answers of one instance of a scope; `flags` say which of its relevance conditions hold."""

    __slots__ = ("children", "flags", "layout", "number", "parent", "values")

    def __init__(self, layout: ScopeLayout, parent: Scope | None) -> None:
        self.layout = layout
        self.parent = parent
        self.values = [""] * len(layout.slots)
        self.children: dict[int, list[Scope]] = {}
        self.flags: list[bool] = []
        self.number: int | None = None
        if parent is not None:
            parent.children.setdefault(layout.index, []).append(self)

    def chain(self) -> list[Scope]:
        """From the form down to this instance."""
        return [*(self.parent.chain() if self.parent else []), self]


@dataclass(slots=True)
class Answers:
    """What a submission says, still as text. `members` in the form's order; `hidden` the form's captured fields."""

    form_id: str
    form_version: str
    instance_id: str
    deprecated_id: str
    start: str = ""
    end: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    household: dict[str, str] = field(default_factory=dict)
    members: list[dict[str, str]] = field(default_factory=list)
    entities: list[EntityBlock] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    kept_photos: dict[str, str] = field(default_factory=dict)
    has_said: bool = False  # anything of the household or of a member
    scopes: list[Scope] = field(default_factory=list, repr=False, compare=False)
    irrelevant: list[tuple[Scope, int]] = field(default_factory=list, repr=False, compare=False)

    def forget_scopes(self) -> None:
        """Nothing is evaluated any more: what the form was read into goes, and no circles stay for the collector."""
        for one in self.scopes:
            one.children.clear()
        self.scopes.clear()
        self.irrelevant.clear()

    @property
    def kept_files(self) -> dict[str, str]:
        """Photos of the returned form that the enumerator chose to keep: file names by the question's name."""
        kept = self.kept_photos
        return {
            name.removesuffix("_prev"): text
            for name, text in kept.items()
            if name.endswith("_prev") and text and kept.get(name.removesuffix("_prev") + "_keep") == "keep"
        }
