"""Communes and villages as sheets write them: with or without the kind, the district, leading zeros. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .folding import fold

_KINDS = re.compile(
    r"^(?:tinh|thanh pho|tp|thi xa|tx|huyen|quan|xa|phuong|thi tran|tt|p|h|q)\s+"
)  # of communes and above
_VILLAGE_KINDS = re.compile(r"^(?:khu pho|kp|to dan pho|tdp|thon|ap|khom|ban|lang|to|khu)\s*")
_ZEROS = re.compile(r"\b0+(?=\d)")
NEAR = 85


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune-level unit with the name and code of what lies above it."""

    code: str
    name: str
    district: str
    district_code: str = ""


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """The communes a person may import into, and their villages as (commune, key of the name) -> code."""

    communes: tuple[Commune, ...]
    villages: Mapping[tuple[str, str], str]
    names: Mapping[str, str] = field(default_factory=dict)  # by code
    province: str = ""  # its code

    def find_commune(self, text: str, district: str = "") -> Commune | None:
        """By code or name; None where there is none, or several and no district tells them apart."""
        found = [one for one in self.communes if one.code == text.strip() or commune_key(one.name) == commune_key(text)]
        if district:
            near = [one for one in found if commune_key(one.district) == commune_key(district)]
            found = near or found
        return found[0] if len(found) == 1 else None

    def find_district(self, text: str) -> str | None:
        """The code of the one district of this code or name that the communes lie in."""
        found = {
            one.district_code
            for one in self.communes
            if one.district_code
            and (one.district_code == text.strip() or commune_key(one.district) == commune_key(text))
        }
        return found.pop() if len(found) == 1 else None

    def find_village(self, area_code: str, text: str) -> str | None:
        """A village of the commune by name."""
        return self.villages.get((area_code, village_key(text)))

    def has_commune(self, code: str) -> bool:
        """Whether it is one of these communes."""
        return any(one.code == code for one in self.communes)

    def has_village(self, area_code: str, code: str) -> bool:
        """Whether the village of this code lies in the commune."""
        return any(area == area_code and one == code for (area, _key), one in self.villages.items())

    def near_village(self, area_code: str, text: str) -> str | None:
        """The village whose name is most like the text: a proposal for a person, never taken by itself."""
        keys = {code: key for (area, key), code in self.villages.items() if area == area_code}
        from rapidfuzz import fuzz, process  # read in by who compares, not at start

        found = process.extractOne(village_key(text), keys, scorer=fuzz.ratio, score_cutoff=NEAR)
        return None if found is None else str(found[2])


@lru_cache(maxsize=4096)
def commune_key(text: str) -> str:
    """A commune's or district's name without its kind."""
    return _ZEROS.sub("", _KINDS.sub("", fold(text)))


@lru_cache(maxsize=16_384)
def village_key(text: str) -> str:
    """A village's name without its kind; what follows a comma is the commune."""
    return _ZEROS.sub("", _VILLAGE_KINDS.sub("", fold(text.partition(",")[0]))) or fold(text)


def make_book(communes: Iterable[Commune], villages: Iterable[tuple[str, str, str]], province: str = "") -> PlaceBook:
    """`villages` as (code, commune, name)."""
    rows = list(villages)
    return PlaceBook(
        communes=tuple(communes),
        villages={(area, village_key(name)): code for code, area, name in rows},
        names={code: name for code, _area, name in rows},
        province=province,
    )
