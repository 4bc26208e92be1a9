"""Tablets on which forms are tried: enrolled apart from a person's own, so that real work never meets a trial."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from server.errors import Problem
from server.store.tables import Account, DeviceToken
from server.telling import tell

from .forms import check_may_publish
from .node import Node
from .people_devices import Enrolment, TokenState, enrol_device, set_token_state

TOKEN, ACCOUNT = DeviceToken.__table__, Account.__table__
LABEL = "Máy thử biểu mẫu"


def enrol_trial_tablet(node: Node, actor_id: str, login: str) -> Enrolment:
    """A new enrolment that lists forms on trial, with the villages of the person who has this login."""
    check_may_publish(node, actor_id)
    query = select(ACCOUNT.c.actor_id).where(ACCOUNT.c.login == login.strip().lower())
    tester = node.read(lambda c: c.execute(query).scalar())
    if tester is None:
        raise Problem(
            "FORM-030",
            404,
            tell("Không có tài khoản “{login}”.", login=login),
            tell("Ghi tên đăng nhập của rà soát viên thử máy."),
        )
    return enrol_device(node, tester, LABEL, is_test=True, by=actor_id)


def list_trial_tablets(node: Node) -> list[Any]:
    """Enrolments of trial tablets that still count, with their person, the newest first."""
    query = (
        select(TOKEN.c.token_sha256, TOKEN.c.created_at, TOKEN.c.last_seen_at, ACCOUNT.c.name, ACCOUNT.c.login)
        .join(ACCOUNT, ACCOUNT.c.actor_id == TOKEN.c.actor_id)
        .where(TOKEN.c.is_test, TOKEN.c.state == "active")
        .order_by(TOKEN.c.created_at.desc(), TOKEN.c.token_sha256)
    )
    return list(node.read(lambda c: c.execute(query).all()))


def end_trial_tablet(node: Node, actor_id: str, token_sha256: str) -> None:
    """Revoke a trial tablet; its forms stay where they are."""
    check_may_publish(node, actor_id)
    if token_sha256 not in {one.token_sha256 for one in list_trial_tablets(node)}:
        raise Problem("FORM-031", 404, tell("Không có máy thử này, hoặc đã thu hồi."), tell("Tải lại trang Biểu mẫu."))
    set_token_state(node, token_sha256, TokenState("revoked", by=actor_id))
