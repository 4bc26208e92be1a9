"""What a form that the node builds must be: a version of its own, and no harm to what the one in use has collected."""

from __future__ import annotations

from sqlalchemy import Connection, select

from server.errors import Problem
from server.forms.content import read_content
from server.forms.own_diff import compare
from server.forms.spec import BuiltForm
from server.store.tables import FormVersion
from server.telling import tell

FORM = FormVersion.__table__
MOST_SHOWN = 20


def check_new_version(connection: Connection, form: BuiltForm) -> None:
    """Problem ROUND-002 where this version has been published: tablets know it by its bytes."""
    query = select(FORM.c.form_id).where(FORM.c.form_id == form.form_id, FORM.c.form_version == form.form_version)
    if connection.execute(query).first() is not None:
        raise Problem(
            "ROUND-002",
            409,
            tell(
                "Biểu mẫu {form_id} bản {form_version} đã công bố.",
                form_id=form.form_id,
                form_version=form.form_version,
            ),
            tell("Không có gì thay đổi để công bố lại."),
        )


def check_safe(connection: Connection, round_id: str, form: BuiltForm) -> None:
    """Problem ROUND-018 where the form, put in the place of the province's own, would break what that has collected."""
    query = select(FORM.c.form_version, FORM.c.xml).where(FORM.c.round_id == round_id, FORM.c.form_id == form.form_id)
    current = connection.execute(query.where(FORM.c.is_current, FORM.c.is_trial.is_(False))).first()
    if current is None:
        return
    unsafe = compare(read_content(current.xml), read_content(form.xml)).unsafe
    if not unsafe:
        return
    told = tell(
        "Biểu mẫu {form_id} dựng sẵn không thay được bản {version} đang dùng, còn {n} chỗ làm hỏng số liệu đã thu:"
        "\n{lines}\n",
        form_id=form.form_id,
        version=current.form_version,
        n=len(unsafe),
        lines="\n".join(f"  - {one}" for one in unsafe[:MOST_SHOWN]),
    )
    raise Problem(
        "ROUND-018", 409, told, tell("Giữ bản đang dùng; muốn đổi thì sửa tệp của tỉnh: rasoat forms publish.")
    )


__all__ = ["check_new_version", "check_safe"]
