"""What a county sends to the secretary of state: 13-15-404's content of what the state canvasses (13-15-501).

`PACKAGE.md` gives the form in words. A package is read strictly: what it may not say is named, and refused.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tabulate.board.county.sending_entries import SentContest
from tabulate.canonical_json import CanonicalJson, NotTheNoun, Shapes, UnknownWord
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.deaths import Death
from tabulate.election import Contest, ContestId, ContestKind, ContestScope
from tabulate.offices import Method, Numbering, Office, Purpose, Territory
from tabulate.precincts import DistrictId
from tabulate.printable import prints

FORMAT = "canvass-county-package/1"
_FAMILY = FORMAT.rpartition("/")[0] + "/"
_MOST = 999_999_999
"""Of any number in it. No county has so many electors, votes or entries; sums of longer ones could not be said."""


@dataclass(frozen=True, slots=True)
class PackagedChoice:
    """Somebody who was voted for, or an answer to an issue."""

    choice: str
    name: str
    """Of who is printed, as printed."""
    write_in: bool
    death: Death | None = None
    """Of a candidate who died after the ballots were printed (13-15-106)."""


@dataclass(frozen=True, slots=True)
class PackagedPlace:
    """The votes of a contest in a place."""

    kind: PlaceKind
    precinct: str
    """The precinct that the place is, or is part of; empty of a district and of the county."""
    place: str
    name: str
    electors: int | None
    """Electors voting there who had the contest on their ballots."""
    votes: tuple[int | None, ...]
    """In the order of the choices; None where no figure is told."""
    undervotes: int | None
    overvotes: int | None
    remark: str

    @property
    def figures(self) -> tuple[int | None, ...]:
        """All of them, in order."""
        return (*self.votes, self.undervotes, self.overvotes)


@dataclass(frozen=True, slots=True)
class PackagedSource:
    """The votes for one choice by the counts that there are of it (13-17-507(1), 13-16-418)."""

    place: str
    choice: str
    machine: int
    board: int
    hand: int
    manual: int | None
    recount: int | None
    counts: int | None
    outside: int = 0
    """By another system, whose count stands in place of the machine's here."""


@dataclass(frozen=True, slots=True)
class PackagedContest:
    """A contest that the state canvasses."""

    contest: ContestId
    title: str
    kind: ContestKind
    scope: ContestScope | None
    office: Office | None
    territory: Territory | None
    nonpartisan: bool
    number: str
    """An issue's, as in I-188; empty where it has none."""
    method: Method | None
    party: str
    """On whose ballot of a primary it is; empty where it is on no such ballot."""
    district: DistrictId | None
    seats: int
    votes_per_elector: int | None
    nominated: int | None
    choices: tuple[PackagedChoice, ...]
    sources: tuple[PackagedSource, ...]
    """Where there are several counts."""
    places: tuple[PackagedPlace, ...]
    """By precinct, its parts before it; then by portion of a district; the county is the last."""

    @property
    def county(self) -> PackagedPlace:
        """The whole county's votes."""
        return self.places[-1]

    @property
    def as_contest(self) -> Contest:
        """The contest without its printed choices, as the law asks about it."""
        numbering = Numbering(self.number, self.method) if self.number else None
        purpose = Purpose(
            office=self.office,
            territory=self.territory,
            nonpartisan=self.nonpartisan,
            party=self.party or None,
            votes_per_elector=self.votes_per_elector,
            nominated=self.nominated,
            numbering=numbering,
        )
        return Contest(
            self.contest, self.title, self.kind, self.scope, self.district, self.seats, (), 0, purpose=purpose
        )


@dataclass(frozen=True, slots=True)
class PackagedElectors:
    """Electors voting in a place, and the ballots found there."""

    kind: str
    """Precinct part, precinct, house district, senate district, municipality, district or county."""
    place: str
    name: str
    electors: int | None
    ballots: int


@dataclass(frozen=True, slots=True)
class PackagedCheck:
    """A check of the returns that did not hold, and what the board did (13-15-403)."""

    precinct: str
    check: str
    found: str
    done: str


@dataclass(frozen=True, slots=True)
class SealingEntry:
    """The entry of the county's ledger that has the package's hashes, as it is chained there."""

    number: int
    kind: str
    written_at: str
    body: str
    previous: str
    hash: str
    salt: str = ""
    """Empty, and left out, where the county's ledger is of format 1."""


_JSON = CanonicalJson(
    Shapes(
        later={
            PackagedSource: frozenset({"outside"}),
            PackagedChoice: frozenset({"death"}),
            SealingEntry: frozenset({"salt"}),
        }
    )
)


@dataclass(frozen=True, slots=True)
class CountyPackage:
    """The whole package."""

    format: str
    election: str
    date: str
    county: str
    definition_sha256: str
    report_entry: int
    """The entry that adopted the report, and where the report was made."""
    figures_sha256: str
    ledger_number: int
    ledger_hash: str
    adopted_at: str
    signed_by: tuple[str, ...]
    polls_not_open: tuple[str, ...]
    checks: tuple[PackagedCheck, ...]
    electors: tuple[PackagedElectors, ...]
    contests: tuple[PackagedContest, ...]
    seal: SealingEntry | None = None
    """None while it is being made."""


@dataclass(frozen=True, slots=True)
class PackageHashes:
    """What the ledger keeps of a package."""

    contests: tuple[SentContest, ...]
    electors: tuple[str, ...]
    rest: str


def hashes_of(package: CountyPackage) -> PackageHashes:
    """Of each row apart, so that another figure is named by its place."""
    rest = replace(package, electors=(), contests=(), seal=None)
    return PackageHashes(
        tuple(
            SentContest(one.contest, _sha256(replace(one, places=())), tuple(map(_sha256, one.places)))
            for one in package.contests
        ),
        tuple(map(_sha256, package.electors)),
        _sha256(rest),
    )


def _sha256(noun: object) -> str:
    return hashlib.sha256(_JSON.write(noun).encode("ascii")).hexdigest()


def package_text(package: CountyPackage) -> str:
    """Its canonical JSON."""
    return _JSON.write(package)


def read_package(text: str) -> CountyPackage:
    """The package that a text says. Raises UnknownWord for a later form, NotTheNoun for anything else that is none."""
    found = _JSON.read(CountyPackage, text, _of_this_form)
    if package_text(found) != text:
        raise NotTheNoun("it is not written in canonical JSON: keys sorted and each once, no spaces, ASCII")
    for wrong in _wrong(found):
        raise NotTheNoun(wrong)
    return found


def _of_this_form(plain: Any) -> Any:
    form = plain.get("format") if type(plain) is dict else None
    if form != FORMAT:
        if not str(form).startswith(_FAMILY):
            raise ValueError(f"its format is {str(form)[:60]!r}, and a package's is {FORMAT}")
        raise UnknownWord(f"the format {str(form)[:60]!r}; this version reads {FORMAT}")
    for one in _leaves(plain):
        if isinstance(one, str) and not prints(one):
            raise ValueError(f"{one[:60]!r} has letters that cannot be printed")
        if isinstance(one, int) and abs(one) > _MOST:
            raise ValueError(f"a number of {len(str(abs(one)))} digits, where at most {_MOST:,} belongs")
    return plain


def _leaves(plain: Any) -> Iterator[object]:
    """Every text and number in it."""
    waiting = [plain]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (list, dict)):
            waiting.extend(one.values() if isinstance(one, dict) else one)
        else:
            yield one


def _wrong(package: CountyPackage) -> Iterator[str]:
    """What no county's package says."""
    if package.seal is None:
        yield "it has no entry of the county's ledger"
    if not package.contests:
        yield "it has no contest"
    names = [one.contest for one in package.contests]
    if len(set(names)) < len(names):
        yield "it has a contest twice"
    for row in package.electors:
        if row.ballots < 0 or (row.electors or 0) < 0:
            yield f"{row.kind} {row.name} has a number below zero"
    for contest in package.contests:
        yield from _wrong_contest(contest)


def _wrong_contest(one: PackagedContest) -> Iterator[str]:
    title, width = one.title, len(one.choices)
    choices = [each.choice for each in one.choices]
    if len(set(choices)) < len(choices):
        yield f"{title} has a choice twice"
    if any(number is not None and number < 1 for number in (one.votes_per_elector, one.nominated)):
        yield f"{title} has nobody to vote for, or nobody to nominate"
    if one.seats < 1 or not one.places or one.county.kind is not PlaceKind.COUNTY:
        yield f"{title} has no seats, or no row of the county at its end"
    if [each.kind for each in one.places].count(PlaceKind.COUNTY) > 1:
        yield f"{title} has two rows of the county"
    for place in one.places:
        by_hand = place.kind is PlaceKind.NOT_BY_PART
        if len(place.votes) != width:
            yield f"{title}, {place.name}: {len(place.votes)} figures for {width} choices"
        if not by_hand and any((figure or 0) < 0 for figure in (*place.figures, place.electors)):
            yield f"{title}, {place.name} has a number below zero"
