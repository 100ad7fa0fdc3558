"""A whole county, printed, voted, pictured and counted by a simulated other system: every planted fault is found."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.definitions import parse_definition
from test_ballots.names import LOCALITIES
from tests.canvass.outside.compared_county import BY
from tests.canvass.outside.faulty_count import (
    ALTERED_CONTEST,
    EXCHANGED_CONTEST,
    EXCHANGED_IN,
    LOSING_MACHINE,
    MISSING,
    TWICE,
    Cell,
    FaultyCount,
    doubtful,
)
from tests.canvass.outside.pictured_county import STYLES, county_definition, county_press, pictured_county

DIFFER, DOUBT = "differ", "we doubt"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What the comparison said, and what was planted."""

    count: FaultyCount
    said: dict[str, Any]

    def causes(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        """Causes of a kind, with their places."""
        return [(place, one) for place, one in enumerate(self.said["causes"]) if one["cause"] == kind]

    def listed(self, kind: str, cause: int | None) -> set[Cell]:
        """Records and contests of a class that this cause explains, or none."""
        found = (one for one in self.said["differences"] if one["class"] == kind and one["cause"] == cause)
        return {(one["record"], one["contest"]) for one in found}

    @property
    def doubtful(self) -> set[Cell]:
        """Where the truth itself has a mark that is no plain fill."""
        contests = [one.id for one in self.count.election.contests]
        return {(one.key, contest) for one in self.count.papers for contest in contests if doubtful(one, contest)}


@pytest.mark.long
@pytest.mark.parametrize(("ballots", "batches"), [(320, 16), (2000, 40)])
def test_every_planted_fault_is_found_by_its_cause_in_a_county_of_pictures(
    tmp_path: Path, ballots: int, batches: int
) -> None:
    looked = _looked_at(tmp_path, ballots, batches)
    count, said = looked.count, looked.said
    size = ballots // batches
    assert (said["pictures"], said["records"], said["joined"]) == (ballots + size, ballots, ballots)
    assert said["blind"]
    kinds = Counter(one["cause"] for one in said["causes"])
    assert kinds == {"NamesExchanged": 1, "MarksLost": 1, "BatchTwice": 1, "BatchMissing": 1}, said["causes"]
    _check_names_exchanged(looked)
    _check_marks_lost(looked)
    _check_batches(looked, size)
    alone = looked.listed(DIFFER, None)
    assert count.altered in alone
    assert alone - {count.altered} <= looked.doubtful
    assert [one for one in said["not_joined"] if one["cause"] is None] == []
    assert [one["contest"] for one in said["contests"] if one["stopped"]] == [EXCHANGED_CONTEST]
    assert [one["name"] for one in said["rates"] if one["stands_out"]] == [LOSING_MACHINE]
    classes = Counter(one["class"] for one in said["differences"])
    print(json.dumps({"classes": classes, "alone": len(alone), "causes": [one["words"] for one in said["causes"]]}))


def _looked_at(folder: Path, ballots: int, batches: int) -> LookedAt:
    """Print, vote, picture, count, plant, read blind, open the records and compare."""
    record = folder / "record"
    (folder / "definition.json").write_bytes(county_definition())
    _learn(folder)
    papers = pictured_county(folder / "images.zip", ballots, batches, TWICE)
    count = FaultyCount(parse_definition(county_definition()), papers, batches)
    (folder / "ballots.csv").write_bytes(count.ballots_table(papers))
    (folder / "Cast Vote Records.csv").write_bytes(count.records_csv())
    assert run(["new", str(record), str(folder / "definition.json")]) == ExitCode.DONE
    read = ["outside", "images", str(record), str(folder / "images.zip"), "--layout", str(folder / "layout.json")]
    assert run([*read, "--table", str(folder / "ballots.csv"), *BY]) == ExitCode.DONE
    files = [str(folder / "Cast Vote Records.csv"), str(folder / "ballots.csv")]
    assert run(["outside", "cvrs", str(record), *files, *BY]) == ExitCode.WAITING, "a batch has no records"
    assert run(["outside", "compare", str(record), "--out", str(folder / "out")]) == ExitCode.WAITING
    assert run(["verify", str(record)]) == ExitCode.DONE
    return LookedAt(count, json.loads((folder / "out" / "comparison.json").read_text()))


def _learn(folder: Path) -> None:
    learn = ["layout", "learn", str(folder / "definition.json"), "--out", str(folder / "layout.json")]
    for style in range(STYLES):
        blank = folder / f"blank-{style + 1}.pdf"
        blank.write_bytes(county_press().blank_pdf(style))
        more = ["--add"] if style else []
        assert run([*learn, "--blank", str(blank), "--ballot-style", str(style + 1), *more]) == ExitCode.DONE


def _check_names_exchanged(looked: LookedAt) -> None:
    """In the one precinct; every vote that was turned is explained, but for doubtful marks and those lost anyway."""
    count = looked.count
    ((place, cause),) = looked.causes("NamesExchanged")
    names = {one.id: one.name for one in count.election.contest(_contest_id(count)).choices}
    explained = looked.listed(DIFFER, place)
    exported = {one.key for one in count.exported}
    planted = {cell for cell in count.exchanged if cell[0] in exported}
    assert LOCALITIES[int(EXCHANGED_IN[1:]) - 1] in cause["words"]
    assert all(name in cause["words"] for name in names.values())
    assert f"on {len(explained):,} of" in cause["words"]
    assert explained <= planted
    assert planted - explained <= looked.doubtful
    assert len(explained) > 0.9 * len(planted)


def _contest_id(count: FaultyCount) -> Any:
    return next(one.id for one in count.election.contests if one.id == EXCHANGED_CONTEST)


def _check_marks_lost(looked: LookedAt) -> None:
    """Each mark that the machine lost is explained, doubtful or of an overvote; nothing of another machine is."""
    count = looked.count
    ((place, cause),) = looked.causes("MarksLost")
    explained = looked.listed(DIFFER, place)
    machine = {one.key for one in count.exported if one.machine == LOSING_MACHINE}
    planted = {cell for cell in count.lost if cell[0] in machine}
    of = f"on {len({key for key, _ in explained}):,} of {len(machine):,} sheets"
    assert cause["words"].startswith(f"Machine {LOSING_MACHINE} counted no vote where we read one {of}")
    overvoted = looked.listed(DOUBT, None) & count.overvoted
    assert explained <= planted | looked.doubtful
    assert planted - explained <= looked.doubtful | overvoted


def _check_batches(looked: LookedAt, size: int) -> None:
    count = looked.count
    ((_, twice),) = looked.causes("BatchTwice")
    first, again = count.batch(TWICE), count.batch(count.batches)
    told = twice["words"].removeprefix(f"Batches {first} and {again} have ")
    common, _, words = told.partition(" ")
    assert words == f"of {size:,} sheets in common. The pictures show the same papers."
    assert 0.9 * size <= int(common) <= size, "a paper with few marks has too little ink to be known by"
    ((_, missing),) = looked.causes("BatchMissing")
    assert missing["words"] == f"{size:,} of {size:,} pictures in batch {count.batch(MISSING)} have no records."
    assert missing["not_joined"] == size
    assert count.altered[1] == ALTERED_CONTEST
