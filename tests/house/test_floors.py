"""Rooms stand on floors, and no circle leads through modules or rooms: whoever reads a file reads only downwards."""

from functools import cache
from pathlib import Path

import pytest

from tests.house.floors import (
    FLOORS,
    PAGE_ROOMS,
    Graph,
    broken_floors,
    circle_in,
    folders_of,
    module_graph,
    room_graph,
    rooms_of,
    strays_from_pages,
)
from tests.house.tree import PACKAGES, ROOT, published_files, python_files


@cache  # When a test asks: each process that runs tests reads this file.
def product() -> Graph:
    """The modules of the product, and what they import."""
    return module_graph(python_files(*PACKAGES), ROOT)


@pytest.mark.parametrize("folder", PACKAGES)
def test_each_room_imports_only_rooms_on_floors_below(folder: str) -> None:
    broken = [line for path in python_files(folder) for line in broken_floors(path, ROOT)]
    assert not broken, "\n".join([f"against the floors of {folder}/ (tests/house/floors.py):", *broken])


@pytest.mark.parametrize("folder", PACKAGES)
def test_every_room_has_its_floor(folder: str) -> None:
    placed = [room for rooms in FLOORS[folder] for room in rooms]
    assert sorted(placed) == sorted(rooms_of(ROOT / folder))


def test_no_circle_leads_through_modules() -> None:
    assert len(product()) > 300
    assert circle_in(product()) == []


def test_no_circle_leads_through_the_rooms_of_any_folder() -> None:
    assert [line for folder in folders_of(product()) for line in circle_in(room_graph(product(), folder))] == []


def test_only_rooms_named_by_people_or_a_place_show_pages() -> None:
    assert [line for path in python_files("canvass") for line in strays_from_pages(path, ROOT)] == []
    templates = [path.relative_to(ROOT).parts for path in published_files() if "templates" in path.parts]
    assert {parts[1] for parts in templates} <= PAGE_ROOMS


def test_a_planted_request_in_a_working_room_is_caught_and_named(tmp_path: Path) -> None:
    line = "from django.http import HttpRequest"
    working, showing = plant(tmp_path, {"canvass/deciding/decisions.py": line, "canvass/board/forms.py": line})
    assert strays_from_pages(showing, tmp_path) == []
    (message,) = strays_from_pages(working, tmp_path)
    assert message.startswith("canvass/deciding/decisions.py:1 imports django.http.HttpRequest")


LOOSE_FILES = {"__init__.py", "cli.py", "clock.py", "errors.py", "settings.py"}


def test_nothing_else_lies_loose_in_the_application() -> None:
    assert {path.name for path in python_files("canvass") if path.parent == ROOT / "canvass"} == LOOSE_FILES


PLANTED = [
    ("canvass/counting/count.py", "from canvass.board.steps import BOARD"),
    ("canvass/auditing/boxes.py", "from canvass.commands.totals.results import results"),
    ("canvass/site/serving.py", 'PLACE = "canvass.commands.count:count"'),
    ("canvass/clock.py", "def late():\n    from canvass.record import store"),
    ("canvass/__init__.py", "from canvass.errors import CanvassError"),
    ("canvass/record/ink/search.py", "from ...web import served"),
    ("imaging/grid/identity.py", "from imaging import reader"),
    ("imaging/marks/habits.py", "import imaging.grid.identity"),
    ("tabulate/board/state.py", "import importlib\nimportlib.import_module('tabulate.ledger.chain')"),
    ("test_ballots/press.py", "from .decks import make_deck"),
    ("kernels/checks.py", "from kernels.compiled import compiled"),
    ("audit/events/before.py", "from audit import random_sample"),
]


@pytest.mark.parametrize(("place", "line"), PLANTED)
def test_a_planted_import_upwards_is_caught_and_named(place: str, line: str, tmp_path: Path) -> None:
    plant(tmp_path, {place: line})
    (message,) = broken_floors(tmp_path / place, tmp_path)
    assert message.startswith(f"{place}:{len(line.splitlines())} imports ")


ALLOWED = [
    ("canvass/cli.py", 'from canvass import VERSION\nCOMMANDS = {"new": "canvass.commands.new:new"}'),
    ("canvass/counting/count.py", "from canvass.record.store import Record\nfrom canvass.counting import writer"),
    ("canvass/record/store.py", "from .work.projections import project"),
    ("imaging/reader.py", "from imaging.grid import identity\nimport kernels.ink"),
]


@pytest.mark.parametrize(("place", "lines"), ALLOWED)
def test_what_lies_below_may_be_imported(place: str, lines: str, tmp_path: Path) -> None:
    plant(tmp_path, {place: lines})
    assert broken_floors(tmp_path / place, tmp_path) == []


def test_a_planted_circle_of_modules_is_caught_and_named(tmp_path: Path) -> None:
    paths = plant(
        tmp_path,
        {
            "tabulate/tally.py": "from tabulate.votes import Counted",
            "tabulate/votes.py": "from .questions import Question",
            "tabulate/questions.py": "\ndef late():\n    import tabulate.tally",
        },
    )
    assert sorted(circle_in(module_graph(paths, tmp_path))) == [
        "tabulate/questions.py:3 tabulate.questions imports tabulate.tally",
        "tabulate/tally.py:1 tabulate.tally imports tabulate.votes",
        "tabulate/votes.py:1 tabulate.votes imports tabulate.questions",
    ]


def test_a_planted_circle_of_a_folder_and_its_own_subfolder_is_caught_and_named(tmp_path: Path) -> None:
    paths = plant(
        tmp_path,
        {
            "canvass/board/forms.py": "from canvass.board.review.words import QUESTIONS",
            "canvass/board/review/words.py": "",
            "canvass/board/review/views.py": "from canvass.board.forms import AskForm",
        },
    )
    graph = module_graph(paths, tmp_path)
    assert circle_in(graph) == []
    assert sorted(circle_in(room_graph(graph, "canvass.board"))) == [
        "canvass/board/forms.py:1 forms imports review",
        "canvass/board/review/views.py:1 review imports forms",
    ]


def plant(root: Path, sources: dict[str, str]) -> list[Path]:
    """Files of these contents below `root`."""
    for place, source in sources.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(f"{source}\n")
    return [root / place for place in sources]
