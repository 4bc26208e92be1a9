"""A form a province hands in as `.xlsx`: compiled, checked against its round, its bytes kept as they came."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyxform.errors import PyXFormError
from pyxform.xls2xform import ConvertResult, convert

from server.errors import Problem
from server.telling import tell

from .build import MEDIA
from .content import FormContent, read_content
from .issues import Issue
from .odk_validate import find_java, validate
from .own_file import read_sheets
from .own_rules import check_content, check_expressions, check_settings
from .own_words import say_error
from .read import compile_form
from .spec import BuiltForm, RoundSpec

MOST_SHOWN = 30
Validator = Callable[[bytes], list[Issue]]
BY_JAVA, BY_SERVER = "odk_validate", "server"


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """A workbook after the check; `form` and `content` are None where it does not even compile."""

    form: BuiltForm | None
    content: FormContent | None
    issues: tuple[Issue, ...]

    @property
    def blocking(self) -> tuple[Issue, ...]:
        """What must be put right before the form may be published."""
        return tuple(one for one in self.issues if one.is_blocking)

    def demand(self) -> tuple[BuiltForm, FormContent]:
        """The form, or Problem FORM-023 with every blocking issue on a line of its own."""
        if self.blocking or self.form is None or self.content is None:
            raise refuse(self.blocking)
        return self.form, self.content


def refuse(issues: tuple[Issue, ...]) -> Problem:
    """The refusal that lists what is wrong."""
    lines = "\n".join(f"  - {one}" for one in issues[:MOST_SHOWN])
    told = tell("Biểu mẫu còn {n} chỗ phải sửa:\n{lines}\n", n=len(issues), lines=lines)
    return Problem("FORM-023", 422, told, tell("Sửa trong Excel rồi tải lên lại."))


def java_validator() -> Validator | None:
    """ODK Validate, where this machine has Java."""
    java = find_java()
    return (lambda xml: validate(xml, java)) if java else None


def check_own_form(xlsx: bytes, spec: RoundSpec, validator: Validator | None = None) -> CheckedForm:
    """Check a workbook for a round; Problem FORM-020..022 where it cannot be opened at all."""
    sheets = read_sheets(xlsx)
    issues = list(check_settings(sheets))
    try:
        result = convert(io.BytesIO(xlsx), file_type=".xlsx", validate=False, pretty_print=False)
    except PyXFormError as error:
        return CheckedForm(None, None, (*issues, *_say_errors(str(error))))
    except Exception as error:  # noqa: BLE001 - pyxform fails in many ways on what is no XLSForm; each is told
        return CheckedForm(None, None, (*issues, *_say_errors(f"{type(error).__name__}: {error}")))
    xml = result.xform.encode()
    content = read_content(xml)
    issues += check_content(content, sheets, spec)
    issues += _check_result(result)
    form = compile_form(xml)
    issues += check_expressions(form, sheets)
    if validator is not None and not any(one.is_blocking for one in issues):
        issues += validator(xml)
    media = tuple(one for one in MEDIA if one["name"] in content.attached)
    notes = {"source": "own", "skipped": form.skipped, "checked_by": BY_JAVA if validator else BY_SERVER}
    built = BuiltForm(content.form_id, content.version, content.title, xml, xlsx, media, notes)
    return CheckedForm(built, content, tuple(issues))


def _say_errors(message: str) -> list[Issue]:
    return [say_error(one) for one in message.split("\n") if one.strip()]


def _check_result(result: ConvertResult) -> Iterator[Issue]:
    if result.itemsets:
        told = tell("select_one_external chưa dùng được; dùng select_one với choice_filter.")
        yield Issue(told, "survey")
    for one in result.warnings:
        yield say_error(str(one), is_blocking=False)


__all__ = ["CheckedForm", "check_own_form", "java_validator", "refuse"]
