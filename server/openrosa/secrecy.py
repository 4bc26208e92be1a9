"""Tokens lie in the path of every request of a tablet: no log line may hold one (protocol facts §17)."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"(/v1/key/)[^/\s\"'?]+")
LOGGERS = ("waitress", "waitress.queue", "server.web", "werkzeug", "rasoat.openrosa")


class HideTokens(logging.Filter):
    """Writes `/v1/key/…` in place of the token, in the message and in the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, without its token."""
        record.msg, record.args = hide_tokens(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = hide_tokens(logging.Formatter().formatException(record.exc_info))
        return True


def hide_tokens(text: str) -> str:
    """The text with every token below `/v1/key/` replaced."""
    return _TOKEN.sub(r"\1…", text)


def hide_tokens_in_logs() -> None:
    """Once for each logger that could name an address."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, HideTokens) for one in logger.filters):
            logger.addFilter(HideTokens())
