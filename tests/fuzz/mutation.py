"""Inputs nobody would send: good ones changed by a seeded hand. The same seed gives the same inputs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

LONGEST = 65_536
TOKENS: tuple[bytes, ...] = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    "Ẵ".encode() * 50,
    b"]]>",
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    b'<?xml version="1.0" encoding="utf-16"?>',
    b"&b;",
    b"&#0;",
    b"<" * 200,
    b"<a>" * 300,
    b"</data>",
    b' xmlns="http://openrosa.org/xforms"',
    b"../../../../etc/passwd",
    b"C:\\con\\nul",
    b"'; DROP TABLE record; --",
    b"%00%0d%0a",
    b"\r\n\r\n",
    b"\r\n--",
    b"--\r\n",
    b"Content-Length: -1\r\n",
    b"filename*=utf-8''%ff",
    b"=cmd|' /C calc'!A1",
    b"9" * 400,
    b"-1",
    b"1e309",
    b"NaN",
    b"0x7fffffffffffffff",
    b"-9223372036854775809",
    b"2016-02-30",
    b"9999999-12-31T25:61:61.999+99:99",
    b"true",
    b"null",
    b'{"a":' * 200,
    b"[" * 5_000,
    b"uuid:",
    b'"',
    b",;\t|",
)
Change = Callable[[random.Random, bytearray], bytearray]


def _place(chance: random.Random, body: bytearray) -> int:
    return chance.randrange(len(body) + 1)


def _flip(chance: random.Random, body: bytearray) -> bytearray:
    for _ in range(chance.randint(1, 8)):
        if body:
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return body


def _insert(chance: random.Random, body: bytearray) -> bytearray:
    at = _place(chance, body)
    return body[:at] + chance.choice(TOKENS) + body[at:]


def _replace(chance: random.Random, body: bytearray) -> bytearray:
    at = _place(chance, body)
    return body[:at] + chance.choice(TOKENS) + body[at + chance.randint(0, 40) :]


def _cut(chance: random.Random, body: bytearray) -> bytearray:
    at = _place(chance, body)
    return body[:at] + body[at + chance.randint(1, max(1, len(body) // 3)) :]


def _end(chance: random.Random, body: bytearray) -> bytearray:
    return body[: _place(chance, body)]


def _repeat(chance: random.Random, body: bytearray) -> bytearray:
    at = _place(chance, body)
    piece = body[at : at + chance.randint(1, 400)]
    return body[:at] + piece * chance.randint(2, 30) + body[at:]


def _swap(chance: random.Random, body: bytearray) -> bytearray:
    first, second = sorted((_place(chance, body), _place(chance, body)))
    return body[second:] + body[first:second] + body[:first]


def _between_tags(chance: random.Random, body: bytearray) -> bytearray:
    """An answer or an attribute changed, the shape kept: what gets past the parser."""
    starts = [n for n, one in enumerate(body) if one in b'>"=;,']
    if not starts:
        return _insert(chance, body)
    at = chance.choice(starts) + 1
    end = next((n for n in range(at, len(body)) if body[n] in b'<"&;,\r'), len(body))
    return body[:at] + chance.choice(TOKENS) + body[end:]


CHANGES: tuple[Change, ...] = (
    _flip, _insert, _replace, _cut, _end, _repeat, _swap, _between_tags, _between_tags, _between_tags,
)  # fmt: skip


def mutate(chance: random.Random, samples: Sequence[bytes]) -> bytes:
    """One input: a sample changed one to four times, at times crossed with another."""
    body = bytearray(chance.choice(samples))
    if chance.random() < 0.05:
        other = chance.choice(samples)
        body = body[: _place(chance, body)] + other[chance.randrange(len(other) + 1) :]
    for _ in range(chance.choice((1, 1, 2, 4))):
        body = chance.choice(CHANGES)(chance, body)
    return bytes(body[:LONGEST])
