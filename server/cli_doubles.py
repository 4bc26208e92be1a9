"""Commands on the search for what is in the register twice."""

from __future__ import annotations

import math

import click

from server.cli_node import opened


@click.group("doubles")
def doubles_group() -> None:
    """Hộ, người nghi trùng."""


@doubles_group.command("search")
@click.option("--all", "is_whole", is_flag=True, help="So lại mọi hộ, không chỉ hộ vừa thay đổi. Kết luận vẫn giữ.")
def search_command(*, is_whole: bool) -> None:
    """So ngay các hộ vừa thay đổi với sổ hộ; máy chủ tự làm việc này từng ít một khi đang chạy."""
    from server.services.doubles.progress import forget_search
    from server.services.doubles.searching import Search
    from server.services.views.doubles import count_found

    with opened() as node:
        if is_whole:
            node.writer.write(lambda unit: forget_search(unit.connection))
        with click.progressbar(length=1, label="So hộ") as bar:

            def show(done: int, last: int) -> None:
                bar.length = max(1, last)
                bar.update(done - bar.pos)

            Search(node).run(math.inf, show)
        households, people = node.read(count_found)
    click.echo(f"Nghi trùng: {households} cặp hộ, {people} cặp người. Xem trang Nghi trùng để kết luận.")
