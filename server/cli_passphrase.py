"""Asking for the passphrase that unlocks a node."""

from __future__ import annotations

import os

import click

from server.config import Config
from server.services.keys import is_wrapped


def ask_passphrase(config: Config) -> str | None:
    """From RASOAT_PASSPHRASE, else typed; None for a node that unlocks by itself."""
    given = os.environ.get("RASOAT_PASSPHRASE")
    if given is None and is_wrapped(config.var):
        return str(click.prompt("Mật khẩu mở khóa của nút", hide_input=True))
    return given
