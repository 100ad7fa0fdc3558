"""Packages of two counties that share a house district, with issues of the whole state; and a folder with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ContestId, ContestKind
from tabulate.offices import Method, Office, Territory
from tabulate.precincts import DistrictId
from tabulate.state_canvass.county_package import (
    CountyPackage,
    PackagedChoice,
    PackagedContest,
    PackagedElectors,
    PackagedPlace,
)
from tests.canvass.canvassing.sent_packages import as_file, sealed

HOUSE = DistrictId("hd-45")
BOARD = (
    "--member", "Ann Ash=state auditor", "--member", "Bo Birch=superintendent of public instruction",
    "--member", "Cy Cole=attorney general", "--secretary", "Dee Day", "--by", "Dee Day",
)  # fmt: skip
ISSUES = {
    "i-188": ("I-188", Method.INITIATIVE, (301_482, 300_004)),
    "ca-116": ("CA-116", Method.LEGISLATURE_AMENDMENT, (300_001, 300_000)),
    "ir-9": ("IR-9", Method.PETITIONED_ACT, (290_000, 300_000)),
}
"""Number, method, votes for and against in the state (W9)."""


PINE_ELECTORS = 2_500
"""Of whom each has every contest on the ballot."""


def place(kind: PlaceKind, precinct: str, name: str, votes: tuple[int, ...], electors: int) -> PackagedPlace:
    where = str(HOUSE) if kind is PlaceKind.DISTRICT else name
    return PackagedPlace(kind, precinct, where, name, electors, votes, electors - sum(votes), 0, "")


def contest(
    id_: str,
    choices: tuple[PackagedChoice, ...],
    votes: tuple[int, ...],
    county: str,
    *,
    office: Office | None = None,
    issue: tuple[str, Method] | None = None,
    electors: int = PINE_ELECTORS,
) -> PackagedContest:
    """All its votes in precinct P1, which lies in the house district, where so many voted."""
    return PackagedContest(
        contest=ContestId(id_),
        title=id_.title(),
        kind=ContestKind.ISSUE if issue else ContestKind.CANDIDATE,
        scope=None,
        office=office,
        territory=Territory.COUNTIES if office is Office.STATE_REPRESENTATIVE else Territory.STATE,
        nonpartisan=False,
        number=issue[0] if issue else "",
        method=issue[1] if issue else None,
        party="",
        district=HOUSE if office is Office.STATE_REPRESENTATIVE else None,
        seats=1,
        votes_per_elector=None,
        nominated=None,
        choices=choices,
        sources=(),
        places=(
            place(PlaceKind.PRECINCT, "P1", "P1", votes, electors),
            place(PlaceKind.DISTRICT, "", "House District 45", votes, electors),
            place(PlaceKind.COUNTY, "", county, votes, electors),
        ),
    )


def printed(*names: str) -> tuple[PackagedChoice, ...]:
    return tuple(PackagedChoice(name.casefold(), name, write_in=False) for name in names)


def pine(like: CountyPackage, votes: tuple[int, int] = (1_204, 1_211), **issues: tuple[int, int]) -> CountyPackage:
    """Pine: house district 45 with `votes`, a senator with Wren written in there too, and issues."""
    return pine_of(like, votes, PINE_ELECTORS, issues)


def pine_of(
    like: CountyPackage, votes: tuple[int, int], voting: int, issues: Mapping[str, tuple[int, int]]
) -> CountyPackage:
    """The same with so many electors."""
    wren = PackagedChoice("other-id", "WREN (write-in)", write_in=True)
    names = {one.contest: one.choices for one in like.contests}
    senator = (*(one for one in names[ContestId("senator")] if not one.write_in), wren)
    house = contest(
        "house-45", names[ContestId("house-45")], votes, "Pine", office=Office.STATE_REPRESENTATIVE, electors=voting
    )
    contests = (
        contest("senator", senator, (900, 1_000, 3), "Pine", office=Office.US_SENATOR, electors=voting),
        house,
        *(
            contest(name, printed("For", "Against"), answers, "Pine", issue=ISSUES[name][:2], electors=voting)
            for name, answers in issues.items()
        ),
    )
    electors = (
        PackagedElectors("precinct", "P1", "P1", voting, voting),
        PackagedElectors("house district", str(HOUSE), "House District 45", voting, voting),
        PackagedElectors("county", "Pine", "Pine", voting, voting),
    )
    return sealed(replace(like, county="Pine", contests=contests, electors=electors, seal=None))


def state(folder: Path, verb: str, *words: object) -> ExitCode:
    return ExitCode(run(["state", verb, str(folder), *map(str, words)]))


def begun(folder: Path) -> None:
    opened = ("--election", "General Election", "--date", "2026-11-03", "--county", "Big Sky", "--county", "Pine")
    assert state(folder, "open", *opened, "--by", "Dee Day") == ExitCode.DONE


def written(folder: Path, package: CountyPackage, name: str) -> Path:
    file = folder / name
    file.write_bytes(as_file(package))
    return file
