"""The `rasoat` command."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import replace

import click

from server.cli_node import COMMANDS, opened
from server.cli_round import round_group
from server.config import Config, read_config
from server.demo.command import forms_group
from server.errors import Problem


class _Group(click.Group):
    """Shows a Problem as one readable line, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            click.echo(str(problem), err=True)
            sys.exit(1)


@click.group(cls=_Group)
def main() -> None:
    """Rà soát hộ nghèo, hộ cận nghèo: máy chủ thu thập và đồng bộ."""


def current_config() -> Config:
    """The settings of this run; serving the LAN puts the LAN address into QR codes."""
    config = read_config(os.environ)
    if config.host == "0.0.0.0" and not config.base_url:
        return replace(config, base_url=f"http://{lan_address()}:{config.port}")
    return config


def lan_address() -> str:
    """This machine's address on its local network; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


@main.command()
def serve() -> None:
    """Chạy máy chủ của nút trong RASOAT_VAR."""
    from server.app import serve as run

    with opened(current_config()) as node:
        _say_address(node.config)
        run(node)


@main.command()
def demo() -> None:
    """Tạo nút tập huấn Bà Rịa - Vũng Tàu (một lần) rồi chạy máy chủ."""
    from server.app import serve as run
    from server.demo.command import open_demo, say_start

    node = open_demo(current_config())
    say_start(node.config)
    try:
        run(node)
    finally:
        node.close()


def _say_address(config: Config) -> None:
    click.echo(f"Rà Soát đang chạy tại {config.public_url} (dừng: Ctrl+C)")
    if config.host == "127.0.0.1":
        click.echo("Chỉ máy này mở được. Để máy tính bảng trong mạng LAN dùng: HOST=0.0.0.0 make demo")


for command in (round_group, forms_group, *COMMANDS):
    main.add_command(command)

if __name__ == "__main__":
    main()
