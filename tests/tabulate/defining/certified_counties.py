"""Counties as their lists certify them, with the truth: which part votes on what."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tabulate.election import Election
from tabulate.offices import Office

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COUNTYWIDE = (
    ("US Senator", "REP DEM LIB"),
    ("Governor and Lieutenant Governor", "REP DEM"),
    ("Secretary of State", "REP DEM"),
    ("Attorney General", "REP DEM"),
    ("State Auditor", "REP DEM"),
    ("Superintendent of Public Instruction", "REP DEM"),
    ("Clerk of the Supreme Court", "REP DEM"),
    ("Supreme Court Chief Justice", ""),
    ("Supreme Court Justice No. 2", ""),
    ("District Judge, Dept. 1", ""),
    ("Clerk of District Court", "REP DEM"),
    ("County Commissioner", "REP DEM"),
    ("Clerk and Recorder", "REP DEM"),
    ("Sheriff", "REP DEM"),
    ("Coroner", "REP"),
    ("County Attorney", "REP DEM"),
    ("County Superintendent of Schools", ""),
    ("Treasurer", "REP DEM"),
    ("Justice of the Peace", ""),
)
_PARTIES = {"REP": "Republican", "DEM": "Democratic", "LIB": "Libertarian"}


@dataclass(frozen=True)
class TrueContest:
    """A contest as it must come out."""

    title: str
    office: str
    area: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    kind: str = ""
    """The kind of its district in the list of precincts; empty for the whole county."""


@dataclass(frozen=True)
class TrueElectors:
    """A part as it must come out: where its electors live."""

    precinct: str
    part: str
    house: int
    senate: int
    school: str
    municipality: str

    def votes_on(self, contest: TrueContest) -> bool:
        """Whether its electors may."""
        places = {
            "house": f"House District {self.house}",
            "senate": f"Senate District {self.senate}",
            "school": self.school,
            "municipality": self.municipality,
        }
        return not contest.kind or places[contest.kind] == contest.area


@dataclass(frozen=True)
class TrueCounty:
    """A county's election."""

    contests: tuple[TrueContest, ...]
    electors: tuple[TrueElectors, ...]

    def truth(self) -> set[tuple[str, frozenset[tuple[str, tuple[str, ...]]]]]:
        """Each precinct with what one of its ballots has: contests with their names."""
        return {
            (
                f"Precinct {part.precinct}",
                frozenset((one.title, one.names) for one in self.contests if part.votes_on(one)),
            )
            for part in self.electors
        }


def voted_on(election: Election) -> set[tuple[str, frozenset[tuple[str, tuple[str, ...]]]]]:
    """The same of a definition, by its ballot styles alone."""
    return {
        (
            election.precinct(precinct).name,
            frozenset((one.title, tuple(each.name for each in one.choices)) for one in election.contests_of(style)),
        )
        for style in election.ballot_styles
        for precinct in style.precincts
    }


def true_county(random: Random, precincts: int, houses: int = 4, split: int = 2, issues: int = 3) -> TrueCounty:
    """A county of so many precincts and house districts; so many of its precincts are split by a house district."""
    first = random.randrange(1, 80)
    electors = []
    splits = set(random.sample(range(precincts), min(split, precincts))) if houses > 1 else set()
    for number in range(precincts):
        house = first + number * houses // precincts
        school = f"Fir School District {number % 5 + 1}"
        city = "Larch" if number % 6 == 1 else "Alder" if number % 6 == 4 else ""
        name = str(number + 1)
        senate = first // 2 + (house - first) // 2
        if number not in splits:
            electors.append(TrueElectors(name, "", house, senate, school, city))
            continue
        other = house + 1 if house < first + houses - 1 else house - 1
        for part, lies in (("north", house), ("south", other)):
            electors.append(TrueElectors(name, part, lies, first // 2 + (lies - first) // 2, school, city))
    return TrueCounty(tuple(_contests(random, electors, issues)), tuple(electors))


def _contests(random: Random, electors: Sequence[TrueElectors], issues: int) -> list[TrueContest]:
    numbers = iter(range(10_000))

    def named(parties: str, least: int = 1) -> tuple[tuple[str, ...], tuple[str, ...]]:
        of = [_PARTIES[one] for one in parties.split()] or [""] * random.randint(least, 3)
        return tuple(f"{random.choice(LETTERS)}da O'Cedar-{next(numbers)}" for _ in of), tuple(of)

    found = [TrueContest(title, title, "", *named(parties)) for title, parties in _COUNTYWIDE]
    for kind, office, word, places in (
        ("senate", "State Senator", "Senate District", {one.senate for one in electors}),
        ("house", "State Representative", "House District", {one.house for one in electors}),
    ):
        for number in sorted(places):
            area = f"{word} {number}"
            found.append(TrueContest(f"{office}, {area}", office, area, *named("REP DEM"), kind))
    for city in sorted({one.municipality for one in electors} - {""}):
        found.append(TrueContest(f"Mayor, {city}", "Mayor", city, *named(""), "municipality"))
        found.append(TrueContest(f"Council Member, {city}", "Council Member", city, *named(""), "municipality"))
    for school in sorted({one.school for one in electors}):
        found.append(TrueContest(f"School Trustee, {school}", "School Trustee", school, *named("", 2), "school"))
    for number in range(issues):
        title = f"Levy No. {number + 1} for the parks"
        found.append(TrueContest(title, title, "", ("FOR the levy", "AGAINST the levy"), ("", "")))
    return found


def contests_csv(county: TrueCounty, random: Random | None = None) -> bytes:
    """The list of contests; by `random` its headings, order of columns, delimiter and encoding are others."""
    rows = [
        {"office": one.office, "district": one.area, "candidate": name, "party": party}
        for one in county.contests
        for name, party in zip(one.names, one.parties, strict=True)
    ]
    names = {
        "office": ("Office", "Contest", "OFFICE NAME", "Race"),
        "district": ("District", "District Name", "dist."),
        "candidate": ("Candidate", "Candidate Name", "Name", "Name on ballot"),
        "party": ("Party", "Political Party", "party name"),
    }
    return _written(rows, names, random)


def precincts_csv(county: TrueCounty, random: Random | None = None) -> bytes:
    """The list of precincts, likewise."""
    rows = [
        {
            "precinct": one.precinct,
            "part": one.part,
            "house": str(one.house),
            "senate": f"SD {one.senate}" if random else str(one.senate),
            "school": one.school,
            "municipality": one.municipality,
            "electors": str(100 + place),
        }
        for place, one in enumerate(county.electors)
    ]
    names = {
        "precinct": ("Precinct", "Precinct Number", "Pct"),
        "part": ("Part", "Split", "Precinct Part"),
        "house": ("House District", "HD", "State House District"),
        "senate": ("Senate District", "SD", "Senate Districts"),
        "school": ("School District", "school district name"),
        "municipality": ("Municipality", "City or Town", "city"),
        "electors": ("Electors", "Registered Voters"),
    }
    return _written(rows, names, random)


def _written(rows: list[dict[str, str]], names: dict[str, tuple[str, ...]], random: Random | None) -> bytes:
    columns = list(names)
    headings = {column: names[column][0] for column in columns}
    delimiter, encoding = ",", "utf-8"
    if random is not None:
        random.shuffle(columns)
        headings = {column: random.choice(names[column]) for column in columns}
        columns.insert(random.randrange(len(columns) + 1), "extra")
        headings["extra"] = "Filed on"
        delimiter = random.choice(",;\t|")
        encoding = random.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([headings[column] for column in columns])
    writer.writerows([[row.get(column, "x") for column in columns] for row in rows])
    return text.getvalue().encode(encoding)


OFFICES = {
    "Mayor": Office.MUNICIPAL_OFFICE,
    "Council Member": Office.MUNICIPAL_OFFICE,
    "School Trustee": Office.SCHOOL,
}
"""What people answer about titles that are no office's own name."""
