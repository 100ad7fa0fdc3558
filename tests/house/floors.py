"""The floors of each folder of the product: a room (a loose file or a folder) imports only rooms on floors below it.

In `canvass/`, a folder named by a verb works, and a folder named by people or a place shows pages.
"""

import re
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

from tests.house.import_rules import imports_of

Floors = tuple[tuple[str, ...], ...]
"""The rooms of each floor, from the ground up."""

FLOORS: dict[str, Floors] = {
    "kernels": (
        ("checks", "columns"),
        ("kept",),
        ("compiled",),
        (
            "bars",
            "border_places",
            "borders",
            "fingerprints",
            "histogram",
            "lines",
            "neighbours",
            "outlines",
            "prints",
            "rings",
            "row_strokes",
            "runs",
            "sketches",
            "spreading",
            "targets",
            "ways",
            "writing",
        ),
        ("beyond", "colours", "pieces", "reaching"),
        ("__main__",),
    ),
    "imaging": (
        ("blank_pages", "geometry", "ink_levels", "layout"),
        ("arrow_gaps", "clear_insides", "outlines", "page_codes", "sheets"),
        ("family", "marks", "overlay", "pages", "refusals"),
        ("grid", "papers", "printouts"),
        ("measured",),
        ("learning", "reader"),
        ("looking",),
    ),
    "tabulate": (
        (
            "ballot_sheets",
            "canonical_json",
            "deaths",
            "errors",
            "heads",
            "hours",
            "likeness",
            "offices",
            "precincts",
            "printable",
            "rules_edition",
            "whole_numbers",
        ),
        ("csv_rows", "election"),
        ("calendar", "outside_figures", "precinct_parts", "recounts"),
        ("definitions", "questions"),
        ("editions",),
        ("ballots_cast", "defining", "naming", "votes"),
        ("board", "printouts"),
        ("tally",),
        ("publication",),
        ("ledger",),
        ("primaries",),
        ("totals",),
        ("county_canvass",),
        ("state_canvass",),
    ),
    "audit": (
        ("contests", "edition", "errors"),
        ("audit_json", "committee", "dice", "machines", "rules"),
        ("outside_reports",),
        ("calendar", "coverage", "selection"),
        ("public_figures", "sheet_figures"),
        ("discrepancy", "state_races", "tally_sheets"),
        ("eligibility", "events", "further"),
        ("opening", "state"),
        ("certification", "exemption", "lists", "report", "risk", "state_lists"),
        ("public_marks", "statewide", "steps"),
        ("random_sample",),
        ("publication",),
        ("machine_register",),
    ),
    "outside": (
        ("errors", "findings", "formats", "pictures"),
        ("figures", "limits", "pdf_process", "source", "workbooks"),
        ("cast_vote_records", "documents", "pdf_pages", "results", "texts", "whole_workbooks"),
        ("common_rows", "groups", "matching", "opening", "records"),
        ("checks",),
        ("clear_ballot", "columns", "dominion", "electionware", "ess_records", "ess_text", "hart", "montana", "nist"),
        ("families",),
        ("recognising",),
        ("reading",),
        ("comparing",),
    ),
    "test_ballots": (
        ("blocks", "errors", "names", "plan", "scanning", "sheet_words", "strokes", "votingworks_form"),
        ("contests", "page_layout", "paper"),
        ("counties", "primaries"),
        ("definition", "draw", "random_elections"),
        ("press",),
        ("dense", "voters"),
        ("sheets",),
        ("decks", "printouts"),
        ("demo", "vendors"),
        ("coded_edge",),
        ("__main__",),
    ),
    "canvass": (
        ("clock", "errors"),
        ("console", "disk", "keys", "settings"),
        ("accounts", "printing"),
        ("guiding", "people_register", "record"),
        ("attesting", "deciding", "reading", "reporting", "web"),
        ("auditing", "exporting", "learning", "nominating", "signing"),
        ("importing", "people", "receiving", "recounting", "rereading", "retaining"),
        ("board", "correcting", "counting", "defining", "layout_editor", "returning", "scheduling", "verifying"),
        ("announcing", "canvassing", "comparing", "definition_editor", "demonstrating", "governing", "starting"),
        ("committee", "contesting", "front_desk", "library", "public", "recount_board", "scan_room", "state_canvass"),
        ("election_office", "state_canvassers"),
        ("site",),
        ("commands",),
        ("cli",),
    ),
}


def broken_floors(path: Path, root: Path) -> list[str]:
    """What this file of the product imports from its own floor or from one above: one line each, by file and line."""
    folder, own, *_ = path.relative_to(root).with_suffix("").parts
    floor_of = {room: floor for floor, rooms in enumerate(FLOORS[folder]) for room in rooms}
    package = ".".join(path.relative_to(root).parts[:-1])
    return [
        f"{path.relative_to(root).as_posix()}:{one.line} imports {one.name}, which is not on a floor below"
        for one in imports_of(path.read_text(encoding="utf-8"), package)
        if (room := _room(one.name, folder)) in floor_of
        if room != own and floor_of[room] >= floor_of.get(own, 0)
    ]


def rooms_of(folder: Path) -> set[str]:
    """The loose files of this folder, without their endings, and its folders that hold Python files."""
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    return files | {path.name for path in folder.iterdir() if path.is_dir() and any(path.rglob("*.py"))}


def _room(name: str, folder: str) -> str | None:
    """The room of `folder`, dotted, in which an imported name lies; None where it lies elsewhere."""
    return name.removeprefix(f"{folder}.").split(".")[0] if name.startswith(f"{folder}.") else None


PAGE_ROOMS = frozenset(
    {
        "board",
        "committee",
        "definition_editor",
        "election_office",
        "front_desk",
        "layout_editor",
        "library",
        "people",
        "public",
        "recount_board",
        "scan_room",
        "site",
        "state_canvassers",
        "web",
    }
)
"""The rooms of `canvass/` that show pages, or stand under those that do."""
_OF_PAGES = re.compile(r"django\.(?:forms|http|shortcuts|template|urls|views)\b")


def strays_from_pages(path: Path, root: Path) -> list[str]:
    """What a file in a room that shows no pages knows of requests, forms and addresses: one line each."""
    folder, room, *_ = path.relative_to(root).parts
    if folder != "canvass" or room in PAGE_ROOMS:
        return []
    return [
        f"{path.relative_to(root).as_posix()}:{one.line} imports {one.name}, which is for rooms that show pages"
        for one in imports_of(path.read_text(encoding="utf-8"), folder)
        if _OF_PAGES.match(one.name)
    ]


Graph = dict[str, dict[str, str]]
"""What each module (or room) imports of the house, and where it does."""


def module_graph(paths: list[Path], root: Path) -> Graph:
    """Which of these modules imports which, late imports too; each with its first `file:line`."""
    modules = {_dotted(path, root): path for path in paths}
    graph: Graph = {module: {} for module in modules}
    for module, path in modules.items():
        short = path.relative_to(root).as_posix()
        for one in imports_of(path.read_text(encoding="utf-8"), ".".join(path.relative_to(root).parts[:-1])):
            imported = _module_of(one.name, graph)
            if imported not in (None, module):
                graph[module].setdefault(str(imported), f"{short}:{one.line}")
    return graph


def room_graph(graph: Graph, folder: str) -> Graph:
    """The same between the rooms of one folder (dotted)."""
    rooms: Graph = {}
    for module, imports in graph.items():
        own = _room(module, folder)
        for imported, place in imports.items():
            room = _room(imported, folder)
            if own and room and own != room:
                rooms.setdefault(own, {}).setdefault(room, place)
    return rooms


def circle_in(graph: Graph) -> list[str]:
    """One circle, a line for each of its imports; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        circle = list(reversed(found.args[1]))
        return [f"{graph[one][other]} {one} imports {other}" for one, other in pairwise(circle)]
    return []


def folders_of(graph: Graph) -> list[str]:
    """Every folder in which one of these modules lies (dotted)."""
    return sorted({module.rpartition(".")[0] for module in graph if "." in module})


def _dotted(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _module_of(name: str, graph: Graph) -> str | None:
    """The module that an imported name is, or lies in; None where it is not of these."""
    while name and name not in graph:
        name = name.rpartition(".")[0]
    return name or None
