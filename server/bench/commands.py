"""`rasoat bench`: measurements on this machine, as JSON."""

from __future__ import annotations

import json
from typing import Any

import click


@click.group("bench")
def bench_group() -> None:
    """Đo hiệu năng trên máy này (nút thử riêng, không đụng dữ liệu thật)."""


@bench_group.command("ingest")
@click.option("--json", "as_json", is_flag=True, help="Chỉ in JSON.")
@click.option("--scale", default=1.0, show_default=True, help="Rút ngắn các lượt đo, ví dụ 0.2.")
@click.option("--concurrency", default="1,8,32", show_default=True, help="Số kết nối cùng lúc.")
@click.option("--photo-kb", default="0,200", show_default=True, help="Cỡ ảnh kèm phiếu.")
def ingest_command(scale: float, concurrency: str, photo_kb: str, *, as_json: bool) -> None:
    """Nhận phiếu qua HTTP: bao nhiêu một giây, bao lâu, tốn bao nhiêu CPU."""
    from .ingest import bench_ingest

    result = bench_ingest(
        concurrencies=_numbers(concurrency), photos_kb=_numbers(photo_kb), scale=scale, say=_say(as_json)
    )
    _print(result, as_json)


@bench_group.command("lists")
@click.option("--json", "as_json", is_flag=True, help="Chỉ in JSON.")
@click.option("--sizes", default="5000,50000", show_default=True, help="Số hộ của một rà soát viên.")
def lists_command(sizes: str, *, as_json: bool) -> None:
    """Danh sách máy tính bảng tải về: lần đầu, và khi không có gì mới."""
    from .lists import bench_lists

    _print(bench_lists(sizes=_numbers(sizes), say=_say(as_json)), as_json)


@bench_group.command("tablets")
@click.option("--json", "as_json", is_flag=True, help="Chỉ in JSON.")
@click.option("--tablets", default=1_000, show_default=True, help="Số máy tính bảng.")
@click.option("--photo-kb", default=50, show_default=True, help="Cỡ ảnh kèm mỗi phiếu.")
@click.option("--fronts", default=0, show_default=True, help="Số tiến trình trả lời (RASOAT_FRONTS).")
def tablets_command(tablets: int, photo_kb: int, fronts: int, *, as_json: bool) -> None:
    """Một ngày của cả tỉnh: mọi máy đồng bộ, gửi ba phiếu có ảnh, tối đồng bộ lại, sáng sau không có gì mới."""
    from .tablets import bench_tablets

    _print(bench_tablets(tablets=tablets, photo_kb=photo_kb, fronts=fronts, say=_say(as_json)), as_json)


@bench_group.command("assess")
@click.option("--json", "as_json", is_flag=True, help="Chỉ in JSON.")
@click.option("--households", default=1_000_000, show_default=True, help="Số hộ được phân loại.")
def assess_command(households: int, *, as_json: bool) -> None:
    """Phân loại cả tỉnh theo hai chuẩn tập huấn: mất bao lâu, có và không có lời giải thích."""
    from .assess import bench_assess

    _print(bench_assess(households), as_json)


@bench_group.command("review")
@click.option("--json", "as_json", is_flag=True, help="Chỉ in JSON.")
@click.option("--scale", default=1.0, show_default=True, help="Rút nhỏ tỉnh, ví dụ 0.01.")
@click.option(
    "--database-url", "--postgresql", default="", help="PostgreSQL trống để đo; không ghi thì dùng tệp SQLite tạm."
)
def review_command(scale: float, database_url: str, *, as_json: bool) -> None:
    """Hàng chờ, hồ sơ, bảng số liệu, chất lượng, duyệt 1.000 hộ của một tỉnh 1.000.000 hộ, 200.000 phiếu."""
    from .review import bench_review

    _print(bench_review(scale=scale, database_url=database_url, say=_say(as_json)), as_json)


@bench_group.command("doubles")
@click.option("--json", "as_json", is_flag=True, help="Chỉ in JSON.")
@click.option("--households", default=200_000, show_default=True, help="Số hộ trong sổ.")
@click.option(
    "--database-url", "--postgresql", default="", help="PostgreSQL trống để đo; không ghi thì dùng tệp SQLite tạm."
)
def doubles_command(households: int, database_url: str, *, as_json: bool) -> None:
    """Tìm hộ, người nghi trùng: so cả sổ một lần, rồi một ngày phiếu về; tìm được bao nhiêu cặp đã gài."""
    from .doubles import bench_doubles

    _print(bench_doubles(households, database_url=database_url, say=_say(as_json)), as_json)


@bench_group.command("import")
@click.option("--json", "as_json", is_flag=True, help="Chỉ in JSON.")
@click.option("--rows", default=50_000, show_default=True, help="Số hộ trong tệp.")
@click.option(
    "--database-url", "--postgresql", default="", help="PostgreSQL trống để đo; không ghi thì dùng tệp SQLite tạm."
)
def import_command(rows: int, database_url: str, *, as_json: bool) -> None:
    """Nhập một danh sách hộ của cả tỉnh: kiểm tra thử, nhập, lấy lại."""
    from .imports import bench_import

    _print(bench_import(rows, database_url, _say(as_json)), as_json)


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def _say(is_quiet: bool) -> Any:
    return (lambda _text: None) if is_quiet else (lambda text: click.echo(text, err=True))


def _print(result: dict[str, Any], is_plain: bool) -> None:
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if is_plain else 2))
