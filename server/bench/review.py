"""`bench review`: the pages of a supervisor over a province under review: queue, case, tables, quality; and a decision
on a thousand cases.

Each request goes through the whole application (sign-in, access, template), without the socket. Before each one a
village's counter moves, as a form that has just come in moves it: counts are kept by commune, and one is counted anew.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, thread_time
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select, text, update

from server.app import create_app
from server.config import Config
from server.services import review
from server.services.node import Node
from server.store.tables import Area, Case, Grant, Household, Village

from .machine import describe_machine
from .review_world import Size, make_review_world

FULL = Size(households=1_000_000, forms=200_000, real=250, real_per_commune=16, communes=None)
REPEATS, MANY = 12, 1_000
QUEUES: dict[str, str] = {
    "chờ duyệt": "",
    "trang sau": "?sau={case}",
    "sát vạch": "?sat-vach=1",
    "mới phát sinh": "?bien-dong=new",
    "có lỗi chặn": "?phat-hien=block",
    "đã trả lại": "?trang-thai=returned",
    "mâu thuẫn": "?trang-thai=all&mau-thuan=1",
    "đã duyệt": "?trang-thai=approved",
    "xếp theo phát hiện": "?xep=severity",
    "xếp theo khoảng cách": "?xep=distance",
    "xếp theo thôn": "?xep=place",
    "xếp theo rà soát viên": "?xep=sender",
    "một xã": "?xa={area}",
    "một xã, tìm tên": "?xa={area}&q=Nguyễn",
    "tìm mã hộ": "?q={code}",
}
# What a person sees of all places she may, each table of it; and the cards of a commune's enumerators.
NUMBERS: dict[str, str] = {
    "hạng": "/so-lieu",
    "biến động": "/so-lieu?bang=bien-dong",
    "ma trận": "/so-lieu?bang=ma-tran",
    "nhóm": "/so-lieu?bang=nhom",
    "chỉ số thiếu hụt": "/so-lieu?bang=chi-so",
    "một xã": "/so-lieu?noi={area}",
}
QUALITY: dict[str, str] = {"mọi nơi": "/chat-luong", "một xã": "/chat-luong?noi={area}"}
PAGES: dict[str, dict[str, str]] = {
    "queue": {name: f"/hang-cho{one}" for name, one in QUEUES.items()},
    "numbers": NUMBERS,
    "quality": QUALITY,
}
ALL = "tất cả"
SHARES = (("p50", 0.5), ("p95", 0.95))
ROLES = ("province", "supervisor", "commune_officer")
Say = Callable[[str], None]
Time = tuple[float, float]  # ms on the clock, ms of the processor in this process


def bench_review(
    *, scale: float = 1.0, database_url: str = "", repeats: int = REPEATS, say: Say = lambda _text: None
) -> dict[str, Any]:
    """p50 and p95 in ms of queue, tables and cards by role, of case and day's page; seconds for `MANY` approvals."""
    with TemporaryDirectory(prefix="rasoat-bench-") as folder:
        config = Config(var=Path(folder) / "var", database_url=database_url)
        started = perf_counter()
        node = make_review_world(config, _sized(scale), say)
        try:
            _settle(node)
            say(f"dựng xong trong {perf_counter() - started:.0f} s")
            return {
                "machine": describe_machine(),
                "database": node.engines.read.dialect.name,
                "households": node.read(lambda c: c.execute(select(func.count()).select_from(Case)).scalar_one()),
                **_measure(node, repeats, say),
            }
        finally:
            node.close()


def _sized(scale: float) -> Size:
    if scale >= 1:
        return FULL
    count = max(400, int(FULL.households * scale))
    return Size(count, max(120, int(FULL.forms * scale)), real=20, real_per_commune=40, communes=3)


def _settle(node: Node) -> None:
    """Statistics of the tables as a node in use has them."""
    if node.engines.read.dialect.name == "postgresql":
        with node.engines.write.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    else:
        node.writer.write(lambda unit: unit.connection.execute(text("ANALYZE")))


def _measure(node: Node, repeats: int, say: Say) -> dict[str, Any]:
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    pick = random.Random("review")
    found: dict[str, Any] = {"repeats": repeats, "first": _first(node, app.test_client(), pick)}
    for role in ROLES:
        client = _sign_in(app.test_client(), node, role)
        values = _values(node, role)
        for kind, pages in PAGES.items():
            times = {
                name: _times(node, client, address.format(**values), (pick, repeats)) for name, address in pages.items()
            }
            found.setdefault(kind, {})[role] = _spread_all(times)
            say(json.dumps({f"{kind}.{role}": found[kind][role][ALL]}, ensure_ascii=False))
        found[f"today.{role}"] = _spread(_times(node, client, "/", (pick, repeats)))
    client = _sign_in(app.test_client(), node, "province")
    for name, is_real in (("case", False), ("case_with_records", True)):
        cases = _some_cases(node, repeats * 4, is_real=is_real)
        found[name] = _spread([time for one in cases for time in _times(node, client, f"/ho-so/{one}", (pick, 1))])
    found["bulk"] = _bench_bulk(node)
    say(json.dumps({"bulk": found["bulk"]}))
    return found


def _spread_all(times: dict[str, list[Time]]) -> dict[str, Any]:
    """Of each page, and of all together."""
    spread = {name: _spread(one) for name, one in times.items()}
    return {**spread, ALL: _spread([one for own in times.values() for one in own])}


def _first(node: Node, client: FlaskClient, pick: random.Random) -> dict[str, Any]:
    """The first answer of each page after a start, once a process: templates are compiled, every place is counted."""
    _sign_in(client, node, "province")
    (case,) = _some_cases(node, 1, is_real=True)
    pages = {"queue": "/hang-cho", "case": f"/ho-so/{case}", "today": "/", "numbers": "/so-lieu"}
    return {name: _spread(_times(node, client, address, (pick, 1))) for name, address in pages.items()}


def _sign_in(client: FlaskClient, node: Node, role: str) -> FlaskClient:
    demo = _demo(node)
    own = select(Area.parent_code).where(Area.code == _first_commune(node))
    login = f"giamsat-{node.read(lambda c: c.execute(own).scalar_one())}"
    account = next(
        one for one in demo["accounts"] if one["role"] == role and (role != "supervisor" or one["login"] == login)
    )
    answer = client.post("/dang-nhap", data={"login": account["login"], "password": account["password"]})
    if answer.status_code != 302:
        raise RuntimeError(f"sign-in was answered {answer.status_code}")
    return client


def _demo(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((node.config.var / "demo.json").read_text("utf-8"))
    return found


def _first_commune(node: Node) -> str:
    """The commune whose officer the demo has an account for."""
    login = next(one["login"] for one in _demo(node)["accounts"] if one["role"] == "commune_officer")
    return str(login.removeprefix("xa-"))


def _values(node: Node, role: str) -> dict[str, str]:
    """What the addresses name: things of the first commune, which every role here may see."""
    area = _first_commune(node)
    query = select(Case.case_id, Case.area_code).where(Case.area_code == area, Case.review_state == "received")
    row = node.read(lambda c: c.execute(query.order_by(Case.received_at).offset(2)).first())
    if row is None:
        raise RuntimeError(f"no case to go on from for {role}")
    return {"case": row.case_id, "area": row.area_code, "code": f"{row.area_code}-C00000"}


def _times(node: Node, client: FlaskClient, address: str, runs: tuple[random.Random, int]) -> list[Time]:
    """Ask for a page so many times."""
    pick, repeats = runs
    times = []
    for _ in range(repeats):
        _arrive(node, pick)
        started, worked = perf_counter(), thread_time()
        answer = client.get(address)
        times.append(((perf_counter() - started) * 1000, (thread_time() - worked) * 1000))
        if answer.status_code != 200:
            raise RuntimeError(f"{address} was answered {answer.status_code}")
    return times


def _arrive(node: Node, pick: random.Random) -> None:
    """What a form that comes in does to the counts: its commune's counter moves."""
    villages = node.read(lambda c: c.execute(select(Village.code).order_by(Village.code)).scalars().all())
    moved = update(Village).where(Village.code == pick.choice(villages)).values(change_count=Village.change_count + 1)
    node.writer.write(lambda unit: unit.connection.execute(moved))


def _some_cases(node: Node, count: int, *, is_real: bool) -> Sequence[str]:
    """Cases with records behind them, or copies, which have none."""
    query = select(Case.case_id, Case.household_id).where(Case.review_state == "received")
    joined = query.join(Household, Household.household_id == Case.household_id)
    is_copy = Household.code.contains("-C", autoescape=True)
    rows = node.read(lambda c: c.execute(joined.where(~is_copy if is_real else is_copy).limit(count * 20)).all())
    return [row.case_id for row in rows[:: max(1, len(rows) // count)]][:count]


def _bench_bulk(node: Node) -> dict[str, Any]:
    """Approve up to `MANY` cases that can be, and take it back."""
    query = select(Case.case_id, Case.instance_id).where(
        Case.review_state == "received", Case.severity < 3, Case.has_conflict.is_(False)
    )
    pairs = [(row.case_id, row.instance_id) for row in node.read(lambda c: c.execute(query.limit(MANY)).all())]
    actor = node.read(_read_reviewer)
    steps: dict[str, Any] = {"cases": len(pairs)}
    preview = _timed(steps, "preview", lambda: review.check_many(node, actor, "approve", pairs))
    batch = _timed(steps, "approve", lambda: review.act_on_many(node, actor, "approve", pairs))
    if len(preview.done) != len(batch.done):
        raise RuntimeError(f"the preview promised {len(preview.done)}, {len(batch.done)} were approved")
    undone = _timed(steps, "undo", lambda: review.undo_batch(node, actor, batch.batch_id))
    return {**steps, "approved": len(batch.done), "undone": len(undone.done)}


def _timed(steps: dict[str, Any], name: str, run: Callable[[], review.Batch]) -> review.Batch:
    """Seconds on the clock, and of the processor in all threads of this process."""
    started, worked = perf_counter(), process_time()
    found = run()
    steps |= {f"{name}_s": round(perf_counter() - started, 2), f"{name}_cpu_s": round(process_time() - worked, 2)}
    return found


def _read_reviewer(connection: Connection) -> str:
    """Somebody who may decide everywhere."""
    query = select(Grant.actor_id).where(Grant.role == "province")
    return connection.execute(query).scalars().first() or ""


def _spread(times: Sequence[Time]) -> dict[str, float]:
    """On the clock, and of the processor: what a busy machine does not change."""
    clock, worked = (sorted(one[kind] for one in times) for kind in (0, 1))
    last = len(times) - 1
    found: dict[str, float] = {}
    for name, share in SHARES:
        place = min(last, int(share * len(times)))
        found |= {name: round(clock[place], 1), f"cpu_{name}": round(worked[place], 1)}
    return found
