"""`var/demo.json`: where the demo is served, its tablets and its accounts. Only on this machine, never in the repo."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from server.services.node import DEMO_FILE

FILE = DEMO_FILE


@dataclass(slots=True)
class Summary:
    """What the demo made. `enumerators`: name, area, area_code, server_url; `accounts`: role, login, password, name."""

    base_url: str
    enumerators: list[dict[str, str]] = field(default_factory=list)
    accounts: list[dict[str, str]] = field(default_factory=list)

    def write(self, var: Path) -> None:
        """Write the file whole or not at all, readable by its owner alone: it holds passwords of the demo."""
        data = {"base_url": self.base_url, "enumerators": self.enumerators, "accounts": self.accounts}
        draft = var / f"{FILE}.part"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(data, ensure_ascii=False, indent=2), "utf-8")
        draft.replace(var / FILE)

    def move_to(self, base_url: str) -> None:
        """Point every address at another host or port; the tablets' tokens stay."""
        old, self.base_url = self.base_url, base_url
        for one in self.enumerators:
            one["server_url"] = base_url + one["server_url"].removeprefix(old)


def read_summary(var: Path) -> Summary:
    """Read `demo.json`."""
    return Summary(**json.loads((var / FILE).read_text("utf-8")))
