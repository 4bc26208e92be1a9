"""`rasoat papers`: sheets of Phiếu A and B for a village, into PDF files, from the node's own console."""

from __future__ import annotations

from pathlib import Path

import click

from server.cli_node import opened
from server.errors import Problem
from server.services import paper_sheets, rounds
from server.services.paper_sheets import Asked
from server.telling import tell


@click.command("papers")
@click.argument("village")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--round", "round_code", required=True, help="Mã đợt, ví dụ TH-2017.")
@click.option("--form", type=click.Choice(sorted(paper_sheets.FORMS)), default="b", help="Phiếu a hay b.")
@click.option("--blank", is_flag=True, help="Phiếu trống, không điền sẵn.")
def papers_command(village: str, folder: Path, round_code: str, form: str, *, blank: bool) -> None:
    """In phiếu giấy của thôn VILLAGE (mã thôn) ra các tệp PDF trong FOLDER, mỗi tệp 25 hộ."""
    with opened() as node:
        found = next((one for one in rounds.list_rounds(node) if one.code == round_code), None)
        if found is None:
            raise Problem(
                "PAPER-004",
                404,
                tell("Không có đợt “{round_code}”.", round_code=round_code),
                tell("Xem mã đợt bằng rasoat round list."),
            )
        villages = node.read(lambda c: paper_sheets.list_villages(c, found.round_id, list(found.area_codes)))
        row = next((one for one in villages if one.code == village), None)
        if row is None:
            raise Problem(
                "PAPER-005",
                404,
                tell("Đợt này không có hộ ở thôn “{village}”.", village=village),
                tell("Xem mã thôn ở trang của hộ."),
            )
        folder.mkdir(parents=True, exist_ok=True)
        printed = node.now().astimezone().strftime("%d/%m/%Y")
        last = paper_sheets.count_parts(row.household_count)
        for part in [0] if blank else range(1, last + 1):
            asked = Asked(found.round_id, village, form, part, printed)
            path = folder / f"phieu-{form}-{village}-{part}.pdf"
            path.write_bytes(paper_sheets.print_part(node, asked))
            click.echo(f"{path} ({part}/{last})" if part else str(path))
