"""The project's conventions as tests: imports, sizes, names, documented commands and targets, guarded pages."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from server.app import create_app
from server.cli import main
from server.services.node import Node

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path for folder in ("server", "sync") for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 40


def test_the_import_rule_holds() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "setup.cfg", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    assert {name: lines for name, lines in _functions() if lines > LONGEST_FUNCTION} == {}


def test_no_module_has_a_vague_name() -> None:
    assert [str(path) for path in SOURCES if path.stem in VAGUE or VAGUE & set(path.parts)] == []


def test_what_is_searched_for_is_no_pattern() -> None:
    """`%` and `_` that somebody types are letters: parts of texts are looked for with `autoescape`."""
    written = re.compile(r"\.i?like\(|\.i?regexp_match\(")
    found = [str(path) for path in SOURCES if written.search(path.read_text("utf-8"))]
    parts = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("contains", "icontains", "istartswith", "iendswith")
        and not any(one.arg == "autoescape" for one in node.keywords)
    ]
    assert found + parts == []


def test_every_module_says_what_it_is() -> None:
    assert [str(path) for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_every_command_is_documented() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))
    assert [name for name in _commands(main, "rasoat") if name not in pages] == []


def test_every_command_says_what_it_does() -> None:
    with click.Context(main) as context:
        silent = [name for name, one in _members(main, context) if not one.get_short_help_str()]
    assert silent == []


def test_bare_make_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY:((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    assert targets is not None
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = {line.split()[0] for line in shown.splitlines() if line.strip()}
    assert set(targets.group(1).replace("\\", "").split()) - listed == set()


def test_the_continuous_build_runs_the_readmes_test_command() -> None:
    build = ROOT / ".ci" / "run"
    assert os.access(build, os.X_OK)
    assert "make test" in build.read_text("utf-8")
    assert "make test" in (ROOT / "README.md").read_text("utf-8")


def test_every_file_a_page_of_the_docs_links_to_exists() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
    links = [
        (page, link.split("#")[0])
        for page in pages
        for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)]+)\)", page.read_text("utf-8"))
    ]
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_a_page_takes_in_no_more_than_a_sheet(demo_node: Node) -> None:
    client = create_app(demo_node).test_client()
    for path in ("/goi/vn_2016_b1/nap", "/dang-nhap"):
        body = {"tep": (io.BytesIO(b"x" * 3_100_000), "b1.xlsx")}
        assert client.post(path, data=body, content_type="multipart/form-data").status_code == 413


def _functions() -> Iterator[tuple[str, int]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                yield f"{path.relative_to(ROOT)}:{node.name}", node.end_lineno - node.lineno + 1


def _members(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield name, command


def _commands(group: click.Group, prefix: str) -> Iterator[str]:
    for name, command in _members(group, click.Context(group)):
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"
