"""Forms of a province's own: checked, compared with the last version, published, rolled back. All as records.

A version is never used twice: phones know a form by its version and its bytes. The workbook stored is the very file
that was handed in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.access import Actor, may
from server.errors import Problem
from server.forms.content import read_content
from server.forms.issues import Issue
from server.forms.own_diff import FormDiff, compare
from server.forms.own_version import with_version
from server.forms.spec import REVIEW_FORM, TRIAL, BuiltForm
from server.store.tables import Account, FormVersion, Round, Submission
from server.telling import tell
from sync.records import Draft

from .node import Node
from .people import read_grants, read_parents
from .rounds import get_round, publication, read_spec

FORM, ROUND = FormVersion.__table__, Round.__table__
ACTION = "manage_rounds"
_BRIEF = (
    *(FORM.c[name] for name in ("form_id", "form_version", "round_id", "title", "notes")),
    *(FORM.c[name] for name in ("is_current", "is_trial", "published_at")),
    ROUND.c.code.label("round_code"),
    ROUND.c.name.label("round_name"),
    ROUND.c.state,
)


@dataclass(frozen=True, slots=True)
class FormCheck:
    """A workbook against its round: `form` is None where `issues` has something to put right."""

    round: Any
    form: BuiltForm | None
    issues: tuple[Issue, ...]
    diff: FormDiff | None
    current_version: str

    @property
    def blocking(self) -> tuple[Issue, ...]:
        """What must be put right first."""
        return tuple(one for one in self.issues if one.is_blocking)


def may_publish(node: Node, connection: Connection, actor: Actor) -> bool:
    """Whether this person may publish forms on this node."""
    today = node.today()
    return may(actor, ACTION, node.settings["province_code"], read_parents(connection), today)


def check_form(node: Node, actor_id: str, round_id: str, xlsx: bytes) -> FormCheck:
    """Check a workbook for a round and compare it with the version that tablets have now; nothing is stored."""
    # pyxform takes a third of a second to load, which only publishing needs.
    from server.forms.own import check_own_form, java_validator

    check_may_publish(node, actor_id)
    row = get_round(node, round_id)
    checked = check_own_form(xlsx, read_spec(node, row), java_validator())
    if checked.form is None or checked.content is None:
        return FormCheck(row, None, checked.issues, None, "")
    form, content = checked.form, checked.content
    issues = [*checked.issues, *node.read(lambda c: _check_version(c, form))]
    issues += _check_round(row, form.form_id)
    current = node.read(lambda c: _find_current(c, row.round_id, form.form_id))
    diff = compare(read_content(current.xml), content) if current is not None else None
    issues += diff.unsafe if diff is not None else ()
    is_fit = not any(one.is_blocking for one in issues)
    version = current.form_version if current is not None else ""
    return FormCheck(row, form if is_fit else None, tuple(issues), diff, version)


def publish_form(
    node: Node, actor_id: str, round_id: str, xlsx: bytes, *, is_trial: bool = False, seen_version: str | None = None
) -> str:
    """Publish a workbook's form in a round; returns its version. Problem FORM-023 lists what must be put right.

    On trial it gets a version of its own and only test tablets list it. `seen_version` is the current version (empty:
    none) that the person compared with: another one since is FORM-025.
    """
    from server.forms.own import refuse

    found = check_form(node, actor_id, round_id, xlsx)
    if found.form is None:
        raise refuse(found.blocking)
    if seen_version is not None and seen_version != found.current_version:
        raise _overtaken(found.current_version)
    if is_trial and found.round.state != "open":
        told = tell("Đợt {code} chưa mở nên máy thử không thấy biểu mẫu của đợt.", code=found.round.code)
        raise Problem("FORM-029", 409, told, tell("Thử ở một đợt tập huấn đang mở, hoặc công bố đợt này trước."))
    form = _on_trial(node, found.form) if is_trial else found.form
    return _publish(node, actor_id, found.round.round_id, form, found.current_version)


def roll_back(node: Node, actor_id: str, form_id: str, version: str, *, seen_version: str | None = None) -> str:
    """Publish an earlier version's content again, under a new version; returns it."""
    check_may_publish(node, actor_id)
    earlier = get_form(node, form_id, version)
    row = get_round(node, earlier.round_id)
    read_spec(node, row)
    current = node.read(lambda c: _find_current(c, row.round_id, form_id))
    if current is None or current.form_version == version or earlier.is_trial:
        told = tell(
            "Bản {version} của {form_id} đang dùng ở đợt {code}, hoặc chỉ là bản thử.",
            version=version,
            form_id=form_id,
            code=row.code,
        )
        raise Problem("FORM-027", 409, told, tell("Chọn một bản cũ đã công bố: rasoat forms list."))
    if seen_version is not None and seen_version != current.form_version:
        raise _overtaken(current.form_version)
    number = node.read(lambda c: _count_like(c, form_id, f"{version}-lui-")) + 1
    notes = {**earlier.notes, "rolled_back_from": current.form_version, "rolled_back_to": version}
    form = BuiltForm(form_id, version, earlier.title, earlier.xml, earlier.xlsx, tuple(earlier.media), notes)
    again = with_version(form, f"{version}-lui-{number}", earlier.title)
    return _publish(node, actor_id, row.round_id, again, current.form_version)


def read_rollback(node: Node, form_id: str, version: str) -> FormDiff:
    """What tablets would see change if this version came back."""
    earlier = get_form(node, form_id, version)
    current = node.read(lambda c: _find_current(c, earlier.round_id, form_id))
    return compare(read_content((current or earlier).xml), read_content(earlier.xml))


def read_diff(node: Node, form_id: str, version: str) -> FormDiff | None:
    """This version against the one published before it in its round; None for the first."""
    row = get_form(node, form_id, version)
    query = (
        select(FORM.c.xml)
        .where(FORM.c.form_id == form_id, FORM.c.round_id == row.round_id, FORM.c.published_at < row.published_at)
        .where(FORM.c.is_trial.is_(False))
        .order_by(FORM.c.published_at.desc())
        .limit(1)
    )
    before = node.read(lambda c: c.execute(query).scalar())
    return compare(read_content(before), read_content(row.xml)) if before is not None else None


def list_forms(node: Node) -> list[Any]:
    """Every form version with its round, the newest season and version first."""
    query = select(*_BRIEF).join(ROUND, ROUND.c.round_id == FORM.c.round_id)
    ordered = query.order_by(
        ROUND.c.season_from_on.desc(), ROUND.c.code, FORM.c.form_id, FORM.c.published_at.desc(), FORM.c.form_version
    )
    return list(node.read(lambda c: c.execute(ordered).all()))


def list_received(node: Node, form_id: str, version: str, most: int = 20) -> tuple[int, list[Any]]:
    """(how many answers came to this version, the newest of them)."""
    same = (Submission.form_id == form_id, Submission.form_version == version)
    shown = (Submission.instance_id, Submission.state, Submission.area_code, Submission.received_at)
    rows = select(*shown, Account.name.label("sender"))
    rows = rows.outerjoin(Account, Account.actor_id == Submission.actor_id).where(*same)
    rows = rows.order_by(Submission.received_at.desc(), Submission.instance_id).limit(most)
    count = select(func.count()).select_from(Submission).where(*same)
    return node.read(lambda c: (c.execute(count).scalar_one(), list(c.execute(rows).all())))


def get_form(node: Node, form_id: str, version: str) -> Any:
    """A form version with its bytes and its round, or Problem FORM-028."""
    query = select(*_BRIEF, FORM.c.xml, FORM.c.xlsx, FORM.c.media).join(ROUND, ROUND.c.round_id == FORM.c.round_id)
    wanted = query.where(FORM.c.form_id == form_id, FORM.c.form_version == version)
    row = node.read(lambda c: c.execute(wanted).first())
    if row is None:
        told = tell("Không có biểu mẫu {form_id} bản {version}.", form_id=form_id, version=version)
        raise Problem("FORM-028", 404, told, tell("Xem danh sách: rasoat forms list, hoặc trang Biểu mẫu."))
    return row


def _on_trial(node: Node, form: BuiltForm) -> BuiltForm:
    """A version of its own, so that no answer to a trial is ever taken for one that counts."""
    number = node.read(lambda c: _count_like(c, form.form_id, f"{form.form_version}-thu-")) + 1
    notes = {**form.notes, "state": TRIAL}
    title = f"{form.title} (BẢN THỬ {number})"
    return with_version(replace(form, notes=notes), f"{form.form_version}-thu-{number}", title)


def _publish(node: Node, actor_id: str, round_id: str, form: BuiltForm, seen_version: str) -> str:
    """Write the record; what was checked must still hold when it is written."""

    def drafts(connection: Connection) -> list[Draft]:
        current = _find_current(connection, round_id, form.form_id)
        now = current.form_version if current is not None else ""
        if now != seen_version or _check_version(connection, form):
            raise _overtaken(now)
        return [publication(actor_id, round_id, form)]

    node.write(drafts)
    return form.form_version


def check_may_publish(node: Node, actor_id: str) -> None:
    """Problem FORM-026 for who may not publish forms."""
    today = node.today()

    def read(connection: Connection) -> tuple[str | None, bool]:
        name = connection.execute(select(Account.name).where(Account.actor_id == actor_id)).scalar()
        actor = Actor(actor_id, name or "", read_grants(connection, actor_id, today))
        return name, may_publish(node, connection, actor)

    name, is_allowed = node.read(read)
    if not is_allowed:
        told = tell("{value} không được công bố biểu mẫu.", value=name or tell("Tài khoản này"))
        raise Problem("FORM-026", 403, told, tell("Việc này của cấp tỉnh hoặc người quản trị."))


def _check_version(connection: Connection, form: BuiltForm) -> list[Issue]:
    query = select(FORM.c.published_at).where(FORM.c.form_id == form.form_id, FORM.c.form_version == form.form_version)
    at: dt.datetime | None = connection.execute(query).scalar()
    if at is None:
        return []
    told = tell(
        "bản “{version}” của {form_id} đã công bố ngày {day}, phiếu trên máy mang số này. "
        "Ghi số bản khác vào ô version.",
        version=form.form_version,
        form_id=form.form_id,
        day=at.date(),
    )
    return [Issue(told, "settings", 2, "version")]


def _check_round(row: Any, form_id: str) -> list[Issue]:
    """Publishing opens a round, which only its review form may do."""
    if row.state == "open" or (row.state == "draft" and form_id == REVIEW_FORM):
        return []
    told = tell(
        "đợt {code} chưa mở hoặc đang đóng nên không phát phiếu {form_id}. "
        "Công bố phiếu rà soát hoặc mở lại đợt trước.",
        code=row.code,
        form_id=form_id,
    )
    return [Issue(told)]


def _find_current(connection: Connection, round_id: str, form_id: str) -> Any:
    query = select(FORM).where(FORM.c.round_id == round_id, FORM.c.form_id == form_id)
    return connection.execute(query.where(FORM.c.is_current, FORM.c.is_trial.is_(False))).first()


def _count_like(connection: Connection, form_id: str, prefix: str) -> int:
    query = select(FORM.c.form_version).where(FORM.c.form_id == form_id)
    return sum(1 for version in connection.execute(query).scalars() if version.startswith(prefix))


def _overtaken(version: str) -> Problem:
    told = tell("Trong lúc xem đã có bản khác công bố (đang dùng: {value}).", value=version or tell("không có"))
    return Problem("FORM-025", 409, told, tell("Kiểm tra lại tệp với bản mới rồi công bố."))


__all__ = [
    "FormCheck", "check_form", "check_may_publish", "get_form", "list_forms", "list_received", "may_publish",
    "publish_form", "read_diff", "read_rollback", "roll_back",
]  # fmt: skip
