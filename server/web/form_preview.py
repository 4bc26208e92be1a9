"""A form in the browser as a tablet would ask it, with generated lists; nothing filled in is sent or kept."""

from __future__ import annotations

from flask import Response, render_template

from server.domain.access import Actor
from server.forms.browser_form import for_browser
from server.forms.content import read_content
from server.forms.own_diff import KIND_WORDS, RULE_WORDS
from server.services import forms
from server.services.lists.samples import sample_list

from .frame import Frame
from .web_forms import CSV, WEB_FORMS, form_answer, with_policy


class FormPreview:
    """Pages that show a form version."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def preview(self, actor: Actor, form_id: str, version: str) -> Response:  # noqa: ARG002
        """The form itself; without script, its questions as a table."""
        row = forms.get_form(self._frame.node, form_id, version)
        page = render_template(
            "web/form_preview.html",
            form=row,
            content=read_content(row.xml),
            kept=for_browser(row.xml)[1],
            library=WEB_FORMS,
            kinds=KIND_WORDS,
            rules=RULE_WORDS,
        )
        return with_policy(page)

    def form(self, actor: Actor, form_id: str, version: str) -> Response:  # noqa: ARG002
        """The form's XForm as the browser needs it."""
        row = forms.get_form(self._frame.node, form_id, version)
        return form_answer(for_browser(row.xml)[0])

    def sample(self, actor: Actor, form_id: str, version: str, name: str) -> Response:  # noqa: ARG002
        """A list of the form with generated rows."""
        body = sample_list(name.removesuffix(".csv"))
        return Response(body, content_type=CSV)
