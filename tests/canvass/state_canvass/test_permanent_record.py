"""The permanent record of votes: by precinct and by every kind of district, which make the state's total (13-1-204)."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.errors import ExitCode
from canvass.state_canvass.write_ins_nominated import last_general_of
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ContestId
from tabulate.offices import Office
from tabulate.state_canvass.county_package import CountyPackage, PackagedElectors, PackagedPlace
from tabulate.state_canvass.permanent_record import (
    ONE_EACH,
    ListedPlace,
    PermanentRecord,
    RecordedDistrict,
    SuccessfulCandidate,
)
from tabulate.state_canvass.recorded_by_district import lacking_places, permanent_record, places_of
from tabulate.state_canvass.state_figures import state_figures
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import package_from
from tests.canvass.state_canvass.counties_sent import BOARD, begun, pine, state, written

BY = ("--by", "Dee Day")
LIST = """county,place,registered,house,senate,judicial,multicounty,map
Big Sky,P1,700,HD 45,SD 23,4,Water;Fire,map-1.pdf
Big Sky,P2-A,250,HD 45,SD 23,4,Water,map-2.pdf
Big Sky,P2-B,150,HD 46,SD 23,4,,map-2.pdf
Big Sky,P3,500,HD 46,SD 23,,,map-3.pdf
Pine,P1,3000,HD 45,SD 23,5,Fire,
"""


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


@pytest.fixture
def folder(big_sky: CountyPackage, tmp_path: Path) -> Path:
    found = tmp_path / "state"
    begun(found)
    files = written(tmp_path, big_sky, "big-sky.zip"), written(tmp_path, pine(big_sky), "pine.zip")
    assert state(found, "receive", *files, *BY) == ExitCode.DONE
    return found


def recorded(folder: Path, tmp_path: Path, text: str = LIST, form: str = "json") -> ExitCode:
    (tmp_path / "places.csv").write_text(text, "utf-8")
    return state(folder, "permanent-record", tmp_path / "places.csv", "--out", tmp_path / f"record.{form}")


def test_votes_stand_by_district_and_every_kind_makes_the_states_total(folder: Path, tmp_path: Path) -> None:
    assert recorded(folder, tmp_path) == ExitCode.DONE
    found: dict[str, Any] = json.loads((tmp_path / "record.json").read_text("utf-8"))
    senator = next(one for one in found["contests"] if one["contest"] == "senator")
    by_district = {(one["kind"], one["district"]): one["votes"] for one in senator["districts"]}
    assert by_district["house district", "HD 45"] == [1_311, 1_387, 8]
    assert by_district["house district", "HD 46"] == [268, 245, 2]
    assert by_district["judicial district", "4"] == [310 + 101 + 70, 280 + 107 + 55, 5]
    assert by_district["multicounty district", "Water"] == [411, 387, 5]
    assert by_district["multicounty district", "Fire"] == [310 + 900, 280 + 1_000, 4 + 3]
    sums = {one["kind"]: one for one in senator["sums"]}
    assert [(one["covers"], one["adds_up"]) for one in sums.values()] == [
        (True, True),
        (True, True),
        (False, True),
    ]
    assert sums["house district"]["districts"] == senator["state"] == [1_579, 1_632, 10]
    assert sums["judicial district"]["in_none"] == [198, 190, 2]
    districts = {(one["kind"], one["district"]): one for one in found["districts"]}
    hd45 = districts["house district", "HD 45"]
    assert (hd45["registered"], hd45["votes_cast"]) == (3_950, 612 + 214 + 2_500)
    assert [one["place"] for one in hd45["precincts"]] == ["P1", "P2-A", "P1"]
    places = {(one["county"], one["place"]): one for one in found["precincts"]}
    assert places["Big Sky", "P2-B"]["votes_cast"] == 131
    assert places["Big Sky", "P2-B"]["precinct"] == "P2"
    assert places["Big Sky", "P1"]["multicounty_district"] == ["Water", "Fire"]
    won = {one["contest"]: (one["name"], one["votes"], one["five_percent"]) for one in found["successful"]}
    assert won["house-45"] == ("D", 1_609, 81)
    last = last_general_of(tmp_path / "record.json")
    assert {one.contest: one.votes for one in last.successful} == {name: votes for name, (_, votes, _) in won.items()}


@pytest.mark.parametrize(("votes", "needed"), [(812, 41), (820, 41), (821, 42), (328_548, 16_428), (1, 1)])
def test_five_percent_is_the_fewest_votes_that_are_a_twentieth_w10_w29(votes: int, needed: int) -> None:
    found = SuccessfulCandidate(ContestId("governor"), "Governor", Office.GOVERNOR, "", "Ann", votes)
    assert found.five_percent == needed
    assert 20 * needed >= votes > 20 * (needed - 1)


def test_paper_page_and_csv_have_the_same(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("pdf", "html", "csv"):
        assert recorded(folder, tmp_path, form=form) == ExitCode.DONE
    paper = " ".join(pages_of(tmp_path / "record.pdf"))
    for words in ("Permanent record of votes", "By judicial district", "yes, everywhere", "HD 46", "13-10-204"):
        assert words in paper
    capsys.readouterr()
    assert state(folder, "permanent-record", "--blank") == ExitCode.DONE
    blank = capsys.readouterr().out.splitlines()
    assert blank[0] == LIST.splitlines()[0]
    assert [line.split(",")[:2] for line in blank[1:]] == [line.split(",")[:2] for line in LIST.splitlines()[1:]]


def test_a_record_by_packages_that_were_not_declared_says_so_on_every_page_and_to_who_writes_it(
    folder: Path, tmp_path: Path, big_sky: CountyPackage, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the board declares, and once another package is in; not while its declaration stands."""

    def check_says(words: str) -> None:
        for form in ("pdf", "html", "csv", "json"):
            capsys.readouterr()
            assert recorded(folder, tmp_path, form=form) == ExitCode.DONE
            warned = capsys.readouterr().err
            assert ("NOT DECLARED" in warned, words in warned) == (bool(words), True), form
        for page in (*pages_of(tmp_path / "record.pdf"), (tmp_path / "record.html").read_text("utf-8")):
            assert ("NOT DECLARED" in page, words in " ".join(page.split())) == (bool(words), True)
        assert words in json.loads((tmp_path / "record.json").read_text("utf-8"))["not_declared"]

    check_says("NOT DECLARED: the board of state canvassers has not declared (13-15-507)")
    at = ("--at", "2026-11-30T10:00")
    assert state(folder, "declare", "--out", tmp_path / "d", "--format", "json", *BOARD, *at) == ExitCode.DONE
    check_says("")
    corrected = written(tmp_path, pine(big_sky, (1_204, 1_212)), "again.zip")
    assert state(folder, "receive", corrected, "--replace", *BY) == ExitCode.DONE
    check_says("NOT DECLARED: the board of state canvassers declared by other packages than these (13-15-507)")


HOSTILE = [
    (LIST.replace("county,", "kounty,"), "the first line to be county,place"),
    ("\n".join(LIST.splitlines()[:-1]) + "\n", "Pine, P1: the list has it not"),
    (LIST + "Pine,P9,1,,,,,\n", "Pine, P9: no precinct or part"),
    (LIST + "Pine,P1,1,,,,,\n", "Pine, P1: the list has it twice"),
    (LIST.replace("Pine,P1", "Oak,P1"), "line 6: expected a county of this canvass"),
    (LIST.replace("3000", "-3"), "line 6: expected a county of this canvass"),
    (LIST.replace("HD 46", "HD\u202e46"), "characters that are no letters"),
    (LIST.replace("P3,500,HD 46", "P3,500,HD 45"), "House-46 was voted on in HD 45 and in HD 46"),
    (LIST.replace("HD 46", "HD 45"), "the house district HD 45 has votes of 2 districts' contests"),
]


def test_what_is_no_list_of_the_precincts_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, said in HOSTILE:
        assert recorded(folder, tmp_path, text) == ExitCode.WRONG_INPUT, said
        assert said in capsys.readouterr().err
    assert not (tmp_path / "record.json").exists()


def test_it_is_made_once_every_county_is_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun(tmp_path / "state")
    assert recorded(tmp_path / "state", tmp_path) == ExitCode.WRONG_INPUT
    assert "once every county is in and adds up" in capsys.readouterr().err


def listed(package: CountyPackage, chance: random.Random) -> tuple[ListedPlace, ...]:
    def districts() -> dict[RecordedDistrict, tuple[str, ...]]:
        return {kind: (f"{kind} {chance.randrange(3)}",) for kind in ONE_EACH if chance.random() < 0.9}

    return tuple(ListedPlace("Pine", place, chance.randrange(5_000), districts()) for place in places_of(package))


def random_county(like: CountyPackage, chance: random.Random) -> CountyPackage:
    """Precincts in parts that are told, told as a union, told of some contests alone, or not told."""
    contest = like.contests[0]
    places: list[PackagedPlace] = []
    electors: list[PackagedElectors] = []
    for number in range(chance.randint(1, 5)):
        name, way = f"Q{number}", chance.choice(["whole", "parts", "union", "some"])
        names = {"whole": [], "parts": ["a", "b"], "union": ["a + b", "c"], "some": ["a"]}[way]
        parts = [" + ".join(f"{name}-{one}" for one in part.split(" + ")) for part in names]
        rows = [tuple(chance.randrange(50) for _ in contest.choices) for _ in parts or [name]]
        places += [_place(PlaceKind.PART, name, part, row) for part, row in zip(parts, rows, strict=False)]
        if way in ("parts", "union"):
            electors += [PackagedElectors("precinct part", part, part, 200, 200) for part in parts]
            if chance.random() < 0.5:
                rows.append(tuple(chance.choice((-1, 0, 2)) for _ in contest.choices))
                places.append(_place(PlaceKind.NOT_BY_PART, name, name, rows[-1]))
        if way != "some":
            places.append(_place(PlaceKind.PRECINCT, name, name, tuple(map(sum, zip(*rows, strict=True)))))
        electors.append(PackagedElectors("precinct", name, name, 400, 400))
    wholes = [one.votes for one in places if one.kind is PlaceKind.PRECINCT]
    wholes += [one.votes for one in places if not any(one.precinct == other.place for other in places)]
    total = tuple(sum(votes or 0 for votes in column) for column in zip(*wholes, strict=True))
    places.append(_place(PlaceKind.COUNTY, "", "Pine", total))
    return replace(like, county="Pine", contests=(replace(contest, places=tuple(places)),), electors=tuple(electors))


def _place(kind: PlaceKind, precinct: str, place: str, votes: tuple[int, ...]) -> PackagedPlace:
    return PackagedPlace(kind, precinct, place, place, 400, votes, 0, 0, "")


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_told_by_part_no_vote_is_lost_or_counted_twice(big_sky: CountyPackage, seed: int) -> None:
    chance = random.Random(seed)
    package = random_county(big_sky, chance)
    figures, places = state_figures([package]), listed(package, chance)
    assert list(lacking_places({"Pine": package}, places)) == []
    found: PermanentRecord = permanent_record({"Pine": package}, figures.contests, places)
    (contest,) = found.contests
    assert [one.adds_up for one in contest.sums] == [True] * len(ONE_EACH)
    for one in contest.sums:
        own = [each.votes for each in contest.districts if each.kind is one.kind]
        assert tuple(map(sum, zip(*own, strict=True))) == (one.districts if own else ()), "districts make their kind"
        if one.covers and not any(one.not_told):
            assert one.districts == one.total
