"""The names that files of another system use: precincts, contests with their choices, and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRowKind, ResultsLevel


@dataclass(frozen=True, slots=True)
class OutsidePrecinctName:
    """A precinct as printed."""

    code: str
    name: str

    def __str__(self) -> str:
        """For people."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class OutsideContestName:
    """A contest as printed; nothing less tells two contests of a file apart."""

    title: str
    district: str = ""
    party: str = ""
    seats: int | None = None
    place: int = 1
    """So-many-th of the same title, district, party and seats in a precinct."""

    def __str__(self) -> str:
        """For people."""
        parts = [self.title, self.district, self.party]
        parts += [f"vote for {self.seats}"] if self.seats is not None else []
        parts += [f"number {self.place} of this title"] if self.place > 1 else []
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class OutsideChoiceName:
    """A choice of a contest as printed."""

    name: str
    party: str = ""

    def __str__(self) -> str:
        """For people."""
        return f"{self.name} ({self.party})" if self.party else self.name


@dataclass(frozen=True, slots=True)
class NamedContest:
    """A contest with its choices, in the precincts where these are its choices."""

    name: OutsideContestName
    choices: tuple[OutsideChoiceName, ...]
    """In the file's order."""
    precincts: tuple[OutsidePrecinctName, ...]
    """None in a report of the whole county."""


@dataclass(frozen=True, slots=True)
class OutsideNames:
    """All names of some files, each once, in the order of the files."""

    precincts: tuple[OutsidePrecinctName, ...]
    contests: tuple[NamedContest, ...]
    """One name may stand here several times: each with other choices, in other precincts."""


def precinct_name(precinct: OutsidePrecinct) -> OutsidePrecinctName:
    """The precinct's name."""
    return OutsidePrecinctName(precinct.code, precinct.name)


def contest_name(contest: OutsideContest) -> OutsideContestName:
    """The contest's name."""
    return OutsideContestName(contest.title, contest.district, contest.party, contest.seats, contest.place)


def choice_names(contest: OutsideContest) -> tuple[OutsideChoiceName, ...]:
    """Its choices, without write-ins."""
    return tuple(OutsideChoiceName(row.name, row.party) for row in contest.rows if row.kind is OutsideRowKind.CHOICE)


def names_in(files: Iterable[OutsideResults]) -> OutsideNames:
    """The names of files of results."""
    precincts: dict[OutsidePrecinctName, None] = {}
    contests: dict[tuple[OutsideContestName, frozenset[OutsideChoiceName]], _Standing] = {}
    for results in files:
        for precinct in results.precincts:
            whole = results.level is ResultsLevel.COUNTY
            name = precinct_name(precinct)
            precincts.update({} if whole else {name: None})
            for contest in precinct.contests:
                choices = choice_names(contest)
                standing = contests.setdefault((contest_name(contest), frozenset(choices)), _Standing(choices, []))
                standing.precincts.extend([] if whole else [name])
    done = (NamedContest(key[0], one.choices, tuple(dict.fromkeys(one.precincts))) for key, one in contests.items())
    return OutsideNames(tuple(precincts), tuple(done))


@dataclass(frozen=True, slots=True)
class _Standing:
    choices: tuple[OutsideChoiceName, ...]
    precincts: list[OutsidePrecinctName]
