"""Whether a file is of the record's election, as far as the file says: its day, its year, its kind and its county.

Nothing here decides. What does not fit is asked, and a person answers with a reason.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from outside.source import OutsideSource
from tabulate.election import Election
from tabulate.printable import folded_words

_DAYS = ("%B %d, %Y", "%b %d, %Y", "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%m-%d-%Y", "%d %B %Y", "%Y%m%d")
_A_DAY = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2}, ?\d{4}|\d{1,2} [A-Za-z]{3,9} \d{4}"
    r"|(?<!\d)(?:19|20)\d{6}(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KINDS = ("primary", "general", "special", "runoff", "municipal", "school")


def day_in(text: str) -> date | None:
    """The first day that a text of a report names; None where it names none."""
    for found in _A_DAY.findall(text):
        plain = re.sub(r",(?=\d)", ", ", found.replace(".", ""))
        for form in _DAYS:
            try:
                return datetime.strptime(plain, form).date()
            except ValueError:
                continue
    return None


def other_election(source: OutsideSource, election: Election) -> tuple[str, ...]:
    """A sentence for each thing by which the file names another election than the definition."""
    return tuple(_differences(source, election))


def _differences(source: OutsideSource, election: Election) -> Iterator[str]:
    day = day_in(source.election_date) or day_in(source.election)
    if day is not None and day != election.date:
        yield f"the file is of {day:%B} {day.day}, {day.year}; this election is on {election.date:%B} " + (
            f"{election.date.day}, {election.date.year}"
        )
    years = set(_YEAR.findall(f"{source.election} {source.election_date}"))
    if day is None and years and str(election.date.year) not in years:
        yield f"the file names the year {', '.join(sorted(years))}; this election is in {election.date.year}"
    said, meant = _kinds(source.election), _kinds(election.title)
    if said and meant and not said & meant:
        yield f"the file calls its election {source.election!r}; this one is {election.title!r}"
    if source.county and election.county and _county(source.county) != _county(election.county):
        yield f"the file is of {source.county}; this election is of {election.county}"


def _kinds(title: str) -> set[str]:
    words = folded_words(title)
    return {kind for kind in _KINDS if kind in words}


def _county(name: str) -> str:
    words = re.sub(r"[^\w ]+", " ", folded_words(name)).split()
    return " ".join(word for word in words if word not in ("county", "of", "montana", "mt"))
