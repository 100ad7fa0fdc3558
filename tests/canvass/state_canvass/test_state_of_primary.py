"""The state's canvass of a primary: nominees by party, and of nonpartisan offices (13-15-507, 13-14-117)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.errors import ExitCode
from tabulate.deaths import Death
from tabulate.offices import Office
from tabulate.state_canvass.county_package import CountyPackage, PackagedChoice, PackagedContest, PackagedElectors
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.canvass.state_canvass.counties_sent import BOARD, HOUSE, contest, printed, state, written

BY = ("--by", "Dee Day")
QUINN_WRITTEN = PackagedChoice("write-in:Quinn", "Quinn (write-in)", write_in=True)
VOTING = 900
VOTES = {
    "Big Sky": {"house-45-r": (120, 60), "house-45-d": (30, 20), "court": (210, 200, 177)},
    "Pine": {"house-45-r": (90, 110), "house-45-d": (14, 25), "court": (200, 177, 200)},
}
"""W26 over two counties: Quinn has 210 of R's ballots, and 45 of D's, on which Reed has 44: never 255."""


def contests(name: str) -> tuple[PackagedContest, ...]:
    votes = VOTES[name]
    house = {"office": Office.STATE_REPRESENTATIVE, "electors": VOTING}
    r = contest("house-45-r", printed("Quinn", "Rowe"), votes["house-45-r"], name, **house)  # type: ignore[arg-type]
    d = contest("house-45-d", (*printed("Reed"), QUINN_WRITTEN), votes["house-45-d"], name, **house)  # type: ignore[arg-type]
    court = contest(
        "court", printed("Ash", "Birch", "Cole"), votes["court"], name,
        office=Office.JUSTICE, electors=VOTING,
    )  # fmt: skip
    return (
        replace(r, party="Red", nominated=1),
        replace(d, party="Dew", nominated=1),
        replace(court, nonpartisan=True, nominated=2),
    )


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


def package(like: CountyPackage, name: str, own: tuple[PackagedContest, ...] | None = None) -> CountyPackage:
    electors = (
        PackagedElectors("precinct", "P1", "P1", VOTING, VOTING),
        PackagedElectors("house district", str(HOUSE), "House District 45", VOTING, VOTING),
        PackagedElectors("county", name, name, VOTING, VOTING),
    )
    primary = replace(like, election="Primary Election", date="2026-06-02", county=name, electors=electors, seal=None)
    return sealed(replace(primary, contests=contests(name) if own is None else own, checks=()))


def canvassed(folder: Path, *packages: CountyPackage) -> tuple[ExitCode, Path]:
    found = folder / "state"
    opened = ("--election", "Primary Election", "--date", "2026-06-02", "--county", "Big Sky", "--county", "Pine")
    assert state(found, "open", *opened, *BY) == ExitCode.DONE
    files = [written(folder, one, f"{one.county}.zip") for one in packages]
    code = state(found, "receive", *files, *BY)
    return code, found


def declared(folder: Path, out: Path) -> dict[str, dict[str, Any]]:
    said = ("--at", "2026-06-29T10:00", *BOARD)
    assert state(folder, "declare", "--out", out, "--format", "json", *said) == ExitCode.DONE
    return {one["contest"]: one for one in (json.loads(file.read_text("utf-8")) for file in out.iterdir())}


def test_w26_each_party_has_its_own_nominee_and_no_vote_is_added_across_parties(
    big_sky: CountyPackage, tmp_path: Path
) -> None:
    code, folder = canvassed(tmp_path, package(big_sky, "Big Sky"), package(big_sky, "Pine"))
    assert code == ExitCode.DONE
    found = declared(folder, tmp_path / "d")
    votes = {name: {each["name"]: each["votes"] for each in one["votes"]} for name, one in found.items()}
    assert votes["house-45-r"] == {"Quinn": 210, "Rowe": 170}
    assert votes["house-45-d"] == {"Reed": 44, "Quinn (write-in)": 45}
    assert found["house-45-r"]["names"] == ["Quinn"]
    assert found["house-45-r"]["said"] == "Quinn has the highest number of votes and is nominated (13-1-103)."
    assert "13-10-204" in found["house-45-d"]["said"], "who was written in has to have 5% and to accept"
    assert (votes["court"], found["court"]["names"]) == ({"Ash": 410, "Birch": 377, "Cole": 377}, ["Birch", "Cole"])
    assert found["court"]["act"] == "certificate of a tie", "W27: 410, 377, 377 tie for the second place"


def test_w32_in_the_place_of_a_dead_nonpartisan_nominee_the_next_in_rank_of_all_counties_is_nominated(
    big_sky: CountyPackage, tmp_path: Path
) -> None:
    died = Death("Ash", "2026-05-20")

    def court(name: str, *votes: int) -> CountyPackage:
        *others, judge = contests(name)
        ash, *living = judge.choices
        places = tuple(replace(one, votes=votes, undervotes=VOTING - sum(votes)) for one in judge.places)
        own = replace(judge, choices=(replace(ash, death=died), *living), places=places)
        return package(big_sky, name, (*others, own))

    _, folder = canvassed(tmp_path, court("Big Sky", 300, 150, 200), court("Pine", 110, 150, 101))
    found = declared(folder, tmp_path / "d")["court"]
    assert [one["votes"] for one in found["votes"]] == [410, 300, 301]
    assert found["names"] == ["Cole", "Birch"], "Cole is second of the county's votes together, and Birch third"
    assert "Next in rank of votes, and nominated: Birch (13-14-118(1))." in found["said"]


def test_the_report_and_the_papers_say_whose_contest_each_is(big_sky: CountyPackage, tmp_path: Path) -> None:
    _, folder = canvassed(tmp_path, package(big_sky, "Big Sky"), package(big_sky, "Pine"))
    out = tmp_path / "p"
    assert state(folder, "declare", "--out", out, *BOARD, "--at", "2026-06-29T10:00") == ExitCode.DONE
    pages = {file.name: " ".join(pages_of(file)) for file in out.iterdir()}
    for name, party in (("house-45-r", "Red"), ("house-45-d", "Dew")):
        (page,) = [words for file, words in pages.items() if name in file]
        assert party in page


def test_a_party_contest_that_one_county_of_the_district_does_not_send_is_found(
    big_sky: CountyPackage, tmp_path: Path
) -> None:
    own = tuple(one for one in contests("Pine") if one.contest != "house-45-d")
    _, folder = canvassed(tmp_path, package(big_sky, "Big Sky"), package(big_sky, "Pine", own))
    assert state(folder, "declare", "--out", tmp_path / "d", *BOARD, "--at", "2026-06-29T10:00") != ExitCode.DONE


def test_one_contest_sent_for_two_parties_is_not_added(big_sky: CountyPackage, tmp_path: Path) -> None:
    r, d, court = contests("Pine")
    swapped = (replace(r, contest=d.contest, title=d.title), replace(d, contest=r.contest, title=r.title), court)
    _, folder = canvassed(tmp_path, package(big_sky, "Big Sky"), package(big_sky, "Pine", swapped))
    assert state(folder, "declare", "--out", tmp_path / "d", *BOARD, "--at", "2026-06-29T10:00") != ExitCode.DONE
