"""Errors as `application/problem+json` (RFC 9457), in the language the program asks for."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_babel import get_locale, gettext
from werkzeug.exceptions import HTTPException

from server.errors import Problem
from server.telling import tell

LOG = logging.getLogger("rasoat.api")
PROBLEM_TYPE = "application/problem+json"


def unknown_program() -> Problem:
    """No token, or one that opens nothing."""
    told = tell("Thiếu mã truy cập, hoặc mã sai, hết hạn hay đã thu hồi.")
    return Problem("API-001", 401, told, tell("Gửi tiêu đề Authorization: Bearer với mã đang dùng được."))


def not_allowed() -> Problem:
    """The role of the token does not open this."""
    told = tell("Vai trò của mã truy cập không mở được địa chỉ này.")
    return Problem("API-002", 403, told, tell("Xem vai trò của mã ở trang Chương trình."))


def not_found() -> Problem:
    """What is not there, and what lies elsewhere: told alike."""
    told = tell("Không có địa chỉ hoặc dữ liệu này trong khu vực của mã truy cập.")
    return Problem("API-003", 404, told, tell("Xem /api/v1/openapi.json."))


def wrong_value(name: str, why: str) -> Problem:
    """A value of the query that cannot be."""
    told = tell("Tham số {name} không dùng được: {why}", name=name, why=why)
    return Problem("API-004", 422, told, tell("Xem /api/v1/openapi.json."))


def begin_again() -> Problem:
    """What a program holds cannot be brought up to date."""
    told = tell("Máy chủ đã dựng lại dữ liệu hoặc được khôi phục: không nói được điều gì đã đổi từ dấu này.")
    return Problem("API-006", 410, told, tell("Đọc lại từ đầu không có changed_since, rồi dùng changes mới."))


def too_many(seconds: int) -> Problem:
    """The program asks too often."""
    told = tell("Mã truy cập này hỏi quá nhiều lần một phút.")
    return Problem("API-005", 429, told, tell("Chờ {n} giây rồi hỏi lại.", n=seconds))


def to_answer(error: Exception) -> Response:
    """Any error as the program reads it; our own bugs without details."""
    if isinstance(error, Problem):
        return _answer(error)
    if isinstance(error, HTTPException):
        status = error.code or 500
        known = Problem(f"HTTP-{status}", status, tell("Yêu cầu không hợp lệ."), tell("Xem /api/v1/openapi.json."))
        answer = _answer(not_found() if status == 404 else known)
        allowed = dict(error.get_headers()).get("Allow")
        if allowed:
            answer.headers["Allow"] = allowed
        return answer
    LOG.exception("a question of a program failed")
    told = tell("Máy chủ gặp lỗi khi trả lời.")
    return _answer(Problem("API-500", 500, told, tell("Thử lại; nếu còn lỗi, báo quản trị.")))


def _answer(problem: Problem) -> Response:
    language = str(get_locale() or "vi")
    said: dict[str, Any] = {
        "type": f"urn:rasoat:problem:{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.message.render(gettext, language),
        "code": problem.code,
        "remedy": problem.remedy.render(gettext, language),
    }
    answer = Response(json.dumps(said, ensure_ascii=False), problem.status, content_type=PROBLEM_TYPE)
    if problem.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="rasoat"'
    return answer
