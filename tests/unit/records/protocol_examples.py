"""The byte examples and the table of kinds in `sync/PROTOCOL.md`, made by the code the page describes.

`python -m tests.unit.records.protocol_examples` writes them into the page; the test only compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sync.records import (
    KINDS,
    Draft,
    Frontier,
    NodeKey,
    Part,
    Record,
    StreamHead,
    canonical_json,
    derive_salt,
    merkle_root,
    seal,
)

PAGE = Path(__file__).parents[3] / "sync" / "PROTOCOL.md"
BLOCK = re.compile(r"(<!-- made: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
NODE = "8f14e45f-ceea-467f-9d2b-1c7a3c9b6e01"
ACTOR = "c9f0f895-fb98-4b91-8f6a-2d9e6f0a7b02"
HOUSEHOLD = "45c48cce-2e2d-4fbd-9a3b-5f1d6c7e8a03"
INSTANCE = "uuid:d3d94468-02a4-4f2f-8c5b-7e6f5a4b3c04"
KEY = NodeKey(NODE, bytes(range(32)))
CLOCK = 1_478_000_000_000_000


def founded() -> Record:
    """The first record of a province."""
    payload = {"node_id": NODE, "public_key": KEY.public.hex(), "province_code": "77", "areas": ["77"]}
    return seal(Draft("shared", "node.founded", (NODE,), "", payload), StreamHead(), KEY, CLOCK, bytes(16))


def submitted() -> Record:
    """A form of a household that was registered before (digest 11…11)."""
    payload = {
        "form_id": "household_review",
        "form_version": "2016110101",
        "instance_id": INSTANCE,
        "deprecated_id": "",
        "xml": '<data id="household_review"><head>Nguyễn Thị Mẫu</head></data>',
    }
    draft = Draft(
        "26680",
        "submission.received",
        (HOUSEHOLD,),
        ACTOR,
        payload,
        {HOUSEHOLD: ("11" * 32,)},
        (founded().digest,),
        INSTANCE,
        "2016-11-01T08:15:00.000+07:00",
    )
    return seal(draft, StreamHead(4, "22" * 32, CLOCK), KEY, CLOCK + 60_000_000, derive_salt(INSTANCE))


def blocks() -> Mapping[str, str]:
    """Every generated part of the page, by name."""
    return {
        "canonical": _canonical(),
        "founded": _record(founded()),
        "submitted": _record(submitted()),
        "merkle": _merkle(),
        "frontier": _frontier(),
        "kinds": _kinds(),
    }


def rewrite(text: str) -> str:
    """The page with its generated parts made anew."""
    made = blocks()
    return BLOCK.sub(lambda found: f"{found[1]}{made[found[2]]}{found[4]}", text)


def _canonical() -> str:
    value = {"b": [True, None, "Bà Rịa"], "a": {"ổ": 1, "o": -20}, "": ""}
    data = canonical_json(value)
    return _fence(f"text   {data.decode()}", f"bytes  {data.hex()}")


def _record(record: Record) -> str:
    salt, payload = record.salt or b"", record.payload or b""
    return _fence(
        f"private key    {KEY.private.hex()}",
        f"public key     {KEY.public.hex()}",
        f"salt           {salt.hex()}",
        f"payload        {payload.decode()}",
        f"payload_digest {record.envelope.payload_digest}",
        f"envelope       {record.envelope_bytes.decode()}",
        f"digest         {record.digest}",
        f"signature      {record.signature.hex()}",
    )


def _merkle() -> str:
    digests = ["11" * 32, "22" * 32, "33" * 32]
    return _fence(*digests, *(f"root of the first {n}: {merkle_root(digests[:n])}" for n in range(4)))


def _frontier() -> str:
    heads = {(NODE, "shared"): (1, founded().digest), (NODE, "26680"): (5, submitted().digest)}
    rows = [[origin, area, *head] for (origin, area), head in sorted(heads.items())]
    return _fence(f"hashed {canonical_json(rows).decode()}", f"token  {Frontier(heads).token()}")


def _kinds() -> str:
    rows = ["| kind | part | stream | payload | who | erasable |", "|---|---|---|---|---|---|"]
    for kind in KINDS.values():
        parts = ", ".join(sorted(part.value for part in kind.parts if part is not Part.NONE)) or "none"
        stream = "shared" if kind.is_shared else "area"
        who = "–" if kind.roles is None else ", ".join(sorted(kind.roles))
        erasable = "yes" if kind.is_erasable else "no"
        fields = " ".join(kind.fields)
        rows.append(f"| `{kind.name}` {kind.version} | {parts} | {stream} | `{fields}` | {who} | {erasable} |")
    return "\n".join(rows) + "\n"


def _fence(*lines: str) -> str:
    return "```\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    PAGE.write_text(rewrite(PAGE.read_text("utf-8")), "utf-8")
