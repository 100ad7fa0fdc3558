"""The state's worked examples by command: W9's issues with their days, and HD 45 after its recount (W20, W21)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.errors import ExitCode
from tabulate.offices import Office
from tabulate.state_canvass.county_package import CountyPackage, PackagedContest, PackagedPlace
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.canvass.state_canvass.counties_sent import BOARD, ISSUES, begun, contest, pine, pine_of, state, written

BY = ("--by", "Dee Day")
STATE_ELECTORS = 610_000
"""All of them in Pine, for the worked figures of the state."""
LATER = ("--at", "2026-12-02T10:00")


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


def received(folder: Path, tmp_path: Path, *packages: CountyPackage, replacing: bool = False) -> None:
    files = [written(tmp_path, one, f"{one.county}.zip") for one in packages]
    assert state(folder, "receive", *files, *(["--replace"] if replacing else []), *BY) == ExitCode.DONE


def declared(folder: Path, out: Path, *words: str) -> dict[str, dict[str, Any]]:
    """Each contest's document."""
    assert state(folder, "declare", "--out", out, "--format", "json", *BOARD, *words) == ExitCode.DONE
    found = [json.loads(file.read_text("utf-8")) for file in out.iterdir()]
    return {one["contest"]: one for one in found}


def nobody(issue: PackagedContest, like: PackagedContest) -> PackagedContest:
    """The issue in Big Sky, where nobody who had `like` on the ballot voted on it."""
    left = (replace(one, votes=(0, 0), undervotes=one.electors, overvotes=0) for one in like.places)
    return replace(issue, places=tuple(left))


def with_issues(big_sky: CountyPackage, **votes: tuple[int, int]) -> tuple[CountyPackage, CountyPackage]:
    of_pine = pine_of(big_sky, (1_204, 1_211), STATE_ELECTORS, votes)
    senator = next(one for one in big_sky.contests if one.contest == "senator")
    issues = [nobody(one, senator) for one in of_pine.contests if one.contest in ISSUES]
    return sealed(replace(big_sky, contests=(*big_sky.contests, *issues), seal=None)), of_pine


def test_w9_each_issue_is_proclaimed_with_its_day(big_sky: CountyPackage, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    begun(folder)
    received(folder, tmp_path, *with_issues(big_sky, **{name: one[2] for name, one in ISSUES.items()}))
    found = declared(folder, tmp_path / "d", "--at", "2026-11-30T10:00")
    assert {name: (found[name]["names"], found[name]["effective"]) for name in ISSUES} == {
        "i-188": (["approved"], "2027-10-01"),
        "ca-116": (["approved"], "2027-07-01"),
        "ir-9": (["not approved"], "2026-11-30"),
    }
    assert [one["votes"] for one in found["i-188"]["votes"]] == [301_482, 300_004]
    assert state(folder, "declare", "--out", tmp_path / "p", *BOARD, "--at", "2026-11-30T10:00") == ExitCode.DONE
    (page,) = pages_of(tmp_path / "p" / "004-i-188.pdf")
    for words in (
        "Proclamation: I-188",
        "Effective on 2027-10-01",
        "the governor and the legislative services division",
    ):
        assert words in page
    (act,) = pages_of(tmp_path / "p" / "006-ir-9.pdf")
    assert "repealed on 2026-11-30, when the canvass is filed (13-27-105)" in act


def test_w9_equal_votes_are_recounted_without_a_petition_and_still_equal_they_fail(
    big_sky: CountyPackage, tmp_path: Path
) -> None:
    folder = tmp_path / "state"
    begun(folder)
    received(folder, tmp_path, *with_issues(big_sky, **{"i-188": (300_000, 300_000)}))
    found = declared(folder, tmp_path / "first")["i-188"]
    assert (found["act"], found["effective"]) == ("certificate of a tie", None)
    assert "as if a petition for a recount were filed (13-16-203)" in found["said"]
    found = declared(folder, tmp_path / "second", "--recounted", "i-188")["i-188"]
    assert (found["act"], found["names"], found["effective"]) == ("proclamation", ["not approved"], None)


def recounted(package: CountyPackage, votes: tuple[int, int]) -> CountyPackage:
    """Pine's package with what the recount of its part of HD 45 found."""
    house = package.contests[1]
    again = contest("house-45", house.choices, votes, package.county, office=Office.STATE_REPRESENTATIVE)
    return sealed(replace(package, contests=(package.contests[0], again, *package.contests[2:]), seal=None))


def big_sky_recounted(package: CountyPackage) -> CountyPackage:
    """P1 298/298 for 300/298 and P2-A 102/101 for 102/100, by the certificate of W20."""
    house = package.contests[1]
    found = {"P1": (298, 298), "P2-A": (102, 101)}
    before = {one.name: one.votes for one in house.places if one.name in found}
    assert before == {"P1": (300, 298), "P2-A": (102, 100)}

    def changed(place: PackagedPlace) -> PackagedPlace:
        votes = found.get(place.name, (400, 399))
        return replace(
            place, votes=votes, undervotes=(place.undervotes or 0) + sum(one or 0 for one in place.votes) - sum(votes)
        )

    again = replace(house, places=tuple(map(changed, house.places)))
    return sealed(replace(package, contests=(package.contests[0], again, *package.contests[2:]), seal=None))


@pytest.mark.parametrize(
    ("in_pine", "votes", "name", "changed"),
    [((1_204, 1_211), [1_604, 1_610], "D", False), ((1_209, 1_208), [1_609, 1_607], "C", True)],
    ids=["W20", "W21"],
)
def test_w20_and_w21_the_board_reconvenes_upon_the_corrected_abstract(
    big_sky: CountyPackage,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    in_pine: tuple[int, int],
    votes: list[int],
    name: str,
    changed: bool,
) -> None:
    folder = tmp_path / "state"
    begun(folder)
    received(folder, tmp_path, big_sky, pine(big_sky))
    first = declared(folder, tmp_path / "first", "--at", "2026-11-30T10:00")["house-45"]
    assert ([one["votes"] for one in first["votes"]], first["names"]) == ([1_606, 1_609], ["D"])
    assert first["declared_before"] is None
    received(folder, tmp_path, big_sky_recounted(big_sky), recounted(pine(big_sky), in_pine), replacing=True)
    capsys.readouterr()
    again = declared(folder, tmp_path / "second", *LATER)
    second, said = again["house-45"], capsys.readouterr().err
    assert ([one["votes"] for one in second["votes"]], second["names"]) == (votes, [name])
    assert second["declared_before"] == {
        "at": first["at"],
        "names": ["D"],
        "steps": first["declared_in"]["hash"],
        "void": changed,
    }
    assert again["senator"]["declared_before"]["void"] is False
    line = first["declared_in"]["hash"]
    assert (f"House-45: On 2026-11-30 10:00 MST the board declared D (step {line})." in said) is changed
    assert (second["late"], "LATE" in said) == ("", False), "a board that reconvenes is not late by it"
    assert state(folder, "declare", "--out", tmp_path / "papers", *BOARD, *LATER) == ExitCode.DONE
    (page,) = pages_of(tmp_path / "papers" / "002-house-45.pdf")
    assert ("that declaration is void, with every certificate by it (13-16-419)" in page) is changed
    assert ("the result is the same: nothing more is done (13-16-419)" in page) is not changed
    assert state(folder, "report", "--out", tmp_path / "report.json") == ExitCode.DONE
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["corrects"] == {"at": first["at"], "steps": line}
    assert state(folder, "report", "--out", tmp_path / "report.pdf") == ExitCode.DONE
    assert "A corrected abstract (13-16-419)" in pages_of(tmp_path / "report.pdf")[0]
    assert line in page.replace(" ", ""), "declared once more, it still says what it took the place of"
