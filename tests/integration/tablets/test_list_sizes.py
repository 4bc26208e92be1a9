"""What a tablet will download is told before it does, and is what it then downloads."""

from __future__ import annotations

import json

from click.testing import CliRunner

from server.cli import main
from server.services import lists, people, rounds
from server.services.list_sizes import measure_downloads
from server.services.node import Node
from tests.builders.serving import read_demo


def test_the_preview_is_what_each_tablet_then_downloads(demo_node: Node) -> None:
    (one,) = rounds.list_rounds(demo_node)
    found = {each.actor_id: each for each in measure_downloads(demo_node, one.round_id)}
    enumerators = read_demo(demo_node)["enumerators"]
    assert len(found) == len(enumerators)
    form = max(each.size for each in found.values())
    for listed in enumerators:
        device = people.authenticate_device(demo_node, listed["server_url"].rsplit("/", 1)[1])
        files = [lists.read_list(demo_node, device, name) for name in lists.LISTS]
        told = found[device.actor_id]
        assert told.row_count == sum(file.row_count for file in files)
        assert told.household_count == files[0].row_count > 0
        assert form >= told.size > sum(len(file.compressed) for file in files)


def test_the_command_names_who_is_over_the_budget(demo_node: Node) -> None:
    (one,) = rounds.list_rounds(demo_node)
    environ = {"RASOAT_VAR": str(demo_node.config.var)}
    fine = CliRunner().invoke(main, ["lists", "preview", one.code, "--json"], env=environ)
    assert fine.exit_code == 0, fine.output
    told = json.loads(fine.output)["downloads"]
    assert [each["size"] for each in told] == sorted((each["size"] for each in told), reverse=True)
    heavy = CliRunner().invoke(main, ["lists", "preview", one.code, "--budget", "1"], env=environ)
    assert heavy.exit_code == 1 and "LIST-006" in heavy.output and heavy.output.count("▲") == len(told)
