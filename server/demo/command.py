"""`rasoat demo`: make the training node once, then serve it."""

from __future__ import annotations

import errno
import socket

import click

from server.config import Config
from server.errors import Problem
from server.services.node import Node, open_node
from server.telling import tell

from .build import build_demo, commune_codes
from .summary import FILE, read_summary

VISITED = 3  # communes whose first forms are in, so that a supervisor has something to decide


def open_demo(config: Config) -> Node:
    """The demo node, made on the first run; `demo.json` names the address of this run."""
    check_port(config)
    if not (config.var / FILE).exists():
        return _build(config)
    summary = read_summary(config.var)
    if summary.base_url != config.public_url:
        summary.move_to(config.public_url)
        summary.write(config.var)
    return open_node(config)


def say_start(config: Config) -> None:
    """Where to look next, on the terminal."""
    click.echo(f"\nMở trang bắt đầu:  {config.public_url}/bat-dau   (mã QR, tên đăng nhập)")
    if config.host == "127.0.0.1":
        click.echo("Chỉ máy này mở được. Để máy tính bảng trong mạng dùng: HOST=0.0.0.0 make demo")
    click.echo("Dừng: Ctrl+C. Chạy lại: make demo (dữ liệu còn nguyên).")


def check_port(config: Config) -> None:
    """Problem DEMO-002 where another program has the port, before a minute is spent on data."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            known = {errno.EADDRINUSE: tell("đang có chương trình khác dùng"), errno.EACCES: tell("không được phép mở")}
            raise Problem(
                "DEMO-002",
                409,
                tell(
                    "Cổng {port} {what}.",
                    port=str(config.port),
                    what=known.get(error.errno or 0, tell("không mở được")),
                ),
                tell(
                    "Chọn cổng khác: PORT={other} make demo.",
                    other=str(config.port + 1 if config.port >= 1024 else 8081),
                ),
            ) from error


def _build(config: Config) -> Node:
    with click.progressbar(length=len(commune_codes()), label="Tạo dữ liệu tập huấn", show_pos=True) as bar:
        return build_demo(config, visited=VISITED, step=lambda _name: bar.update(1))
