"""Comments by field: `f` is a fact, `<place in the form>|<member fact>`, or empty for the whole form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.domain.facts import Fact, load_facts
from server.errors import Problem
from server.telling import tell

Comment = Mapping[str, str]
LONGEST = 750


def read_comments(comments: Sequence[Comment], note: str) -> list[dict[str, str]]:
    """The comments as a record holds them, blank ones left out; Problem names the field that is none."""
    said = [{"f": one.get("f", ""), "text": one.get("text", "").strip()} for one in comments]
    said.insert(0, {"f": "", "text": note.strip()})
    kept = [one for one in said if one["text"]]
    for one in kept:
        if len(one["text"]) > LONGEST:
            told = tell("Góp ý dài {n} ký tự, nhiều nhất là {longest}.", n=len(one["text"]), longest=LONGEST)
            raise Problem("REV-022", 422, told, tell("Viết ngắn lại, hoặc chia cho nhiều câu."))
        if one["f"]:
            find_fact(one["f"])
    return kept


def find_fact(f: str) -> Fact:
    """The fact a field names; Problem where there is none."""
    no, is_member, name = f.rpartition("|")
    fact = load_facts().get("member" if is_member else "household", name)
    if fact is None or (is_member and not (no.isdecimal() and 0 < int(no) < 1000)):
        raise Problem(
            "REV-023", 422, tell("Phiếu không có câu “{f}”.", f=f), tell("Tải lại hồ sơ rồi chọn câu trong phiếu.")
        )
    return fact
