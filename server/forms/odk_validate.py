"""ODK Validate, where the machine has Java: the engine of ODK Collect opens the form and says what it cannot.

The jar comes with pyxform. Without Java the server's own reading of every expression stands in (`own_rules`).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pyxform
from pyxform.validators.error_cleaner import ErrorCleaner

from server.telling import tell

from .issues import Issue

JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
SECONDS = 60
WORDS = {
    "Cycle detected": tell("có vòng lặp: câu hỏi tính qua lại lẫn nhau; bỏ một tham chiếu."),
    "cannot handle function": tell("có hàm mà ODK Collect không hiểu; sửa tên hàm."),
    "XPath evaluation": tell("biểu thức không tính được trên máy tính bảng; sửa biểu thức."),
    "Bad node": tell("có tham chiếu tới câu hỏi không tồn tại; sửa tên."),
    "Parsing": tell("biểu thức viết sai cú pháp; sửa biểu thức."),
}


def find_java() -> str | None:
    """The `java` command of this machine."""
    return shutil.which("java")


def validate(xml: bytes, java: str) -> list[Issue]:
    """What ODK Validate refuses; empty where it accepts the form. It is stopped after a minute."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xml"
        path.write_bytes(xml)
        command = [java, "-Djava.awt.headless=true", "-Xss8m", "-Xmx512m", "-jar", str(JAR), str(path)]
        try:
            run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return [
                Issue(tell("ODK Validate chưa xong sau {seconds} giây, đã dừng.", seconds=SECONDS), is_blocking=False)
            ]
        except OSError as error:
            return [Issue(tell("không chạy được Java: {error}.", error=error), is_blocking=False)]
    if run.returncode == 0:
        return []
    said = ErrorCleaner.odk_validate(run.stderr).split("\nThe following files failed")[0]
    said = said.replace(">> XForm is invalid.", "").strip(" :\n")
    text = next(
        (words for sign, words in WORDS.items() if sign.lower() in said.lower()), tell("ODK Validate không nhận.")
    )
    return [Issue(text, original=said)]
