"""The `rasoat` command."""

from __future__ import annotations

import importlib
import os
import socket
import sys
from dataclasses import replace

import click

from server.config import Config, read_config
from server.errors import Problem

# Loaded when asked for: a supervisor of fronts, or `rasoat serve`, needs none of the others.
LAZY = {
    "areas": "server.cli_areas:areas_group",
    "backup": "server.cli_backup:backup_command",
    "bench": "server.bench.commands:bench_group",
    "doctor": "server.cli_health:doctor_command",
    "doubles": "server.cli_doubles:doubles_group",
    "forms": "server.cli_forms:forms_group",
    "import": "server.cli_import:import_group",
    "init": "server.cli_node:init_command",
    "jobs": "server.cli_node:jobs_group",
    "keys": "server.cli_backup:keys_group",
    "lists": "server.cli_lists:lists_group",
    "metrics": "server.cli_health:metrics_command",
    "packs": "server.cli_packs:packs_group",
    "papers": "server.cli_papers:papers_command",
    "people": "server.cli_people:people_group",
    "rebuild": "server.cli_node:rebuild_command",
    "reprocess": "server.cli_node:reprocess_command",
    "restore": "server.cli_backup:restore_command",
    "retention": "server.cli_retention:retention_group",
    "round": "server.cli_round:round_group",
    "upgrade": "server.cli_health:upgrade_command",
    "verify": "server.cli_node:verify_command",
    "webhooks": "server.cli_webhooks:webhooks_group",
}


class _Group(click.Group):
    """Shows a Problem as one readable line, never a traceback; loads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, loaded or not."""
        return sorted({*super().list_commands(ctx), *LAZY})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module loaded."""
        if cmd_name in LAZY and cmd_name not in self.commands:
            module, name = LAZY[cmd_name].split(":")
            self.add_command(getattr(importlib.import_module(module), name), cmd_name)
        return super().get_command(ctx, cmd_name)

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
    from server import serving
    from server.logs import set_up_logs

    config = current_config()
    set_up_logs(config.log)
    if config.fronts and not serving.is_front():
        from server.cli_passphrase import ask_passphrase

        serving.supervise(config, ask_passphrase(config), lambda: _say_address(config))
        return
    from server.cli_node import opened

    if serving.is_writer():
        with opened(config) as node:
            serving.run_writer(node)
        return
    from server.app import create_app

    with opened(config) as node:
        if serving.is_front():
            serving.run_front(node, create_app(node))
            return
        serving.run(node, create_app(node), lambda: _say_address(config))


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


if __name__ == "__main__":
    main()
