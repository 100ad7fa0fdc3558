"""Names as Arlo takes them: what it refuses or mixes up, all at once, and shorter ones that people give instead."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from canvass.errors import InputError
from canvass.exporting.arlo.audited_ballots import WRITE_IN, AuditedBatch
from tabulate.csv_rows import Accepted, CsvRefused, plain_cell, rows_of, spreadsheet_cell
from tabulate.election import Contest

MOST_CHARACTERS = 200
WRITE_IN_NAME = "Write-In"
_TOTAL = re.compile(r"(?<![a-z])(?:sub)?totals?(?![a-z])", re.IGNORECASE)
"""A cell with such a word is a row of totals to Arlo."""
_VOTE_FOR = re.compile(r"\(Vote For=\d+\)\s*$")
_MOST_SHOWN = 60
_COLUMNS = ("id", "name")


@dataclass(frozen=True, slots=True)
class ArloNames:
    """What contests and choices are called in the files."""

    given: dict[str, str]
    """Shorter names by the ids of contests and choices, as people gave them."""

    def contest(self, contest: Contest) -> str:
        """Its title, or the name given for its id."""
        return self.given.get(contest.id, contest.title)

    def choices(self, contest: Contest) -> dict[str, str]:
        """By id, in the definition's order; one for all write-ins last, where it has lines."""
        own = {str(one.id): self.given.get(one.id, one.name) for one in contest.choices}
        return own | ({WRITE_IN: WRITE_IN_NAME} if contest.write_ins or contest.declared_write_ins else {})


def names_given(content: bytes, contests: Iterable[Contest]) -> ArloNames:
    """The names of a table `id,name`. Raises InputError, naming the line, for an id that is none."""
    known = {str(id_) for one in contests for id_ in (one.id, *(choice.id for choice in one.choices))}
    try:
        table = rows_of(content, Accepted())
        if sorted(table.columns) != sorted(_COLUMNS):
            raise CsvRefused(f"the columns {', '.join(table.heading)!r}"[:_MOST_SHOWN], "`id,name`", line=1)
        given: dict[str, str] = {}
        for row in table.rows:
            id_, name = plain_cell(row["id"]), plain_cell(row["name"])
            if id_ not in known or id_ in given or not name:
                expected = "a contest or choice of the election, once, and its short name"
                raise CsvRefused(f"{id_[:_MOST_SHOWN]!r}, {name[:_MOST_SHOWN]!r}", expected, "Correct it.", row.line)
            given[id_] = name
    except CsvRefused as refused:
        raise InputError(f"The names cannot be used. {refused.sentence} Nothing was written.") from None
    return ArloNames(given)


def name_faults(contests: Iterable[Contest], batches: Iterable[AuditedBatch], names: ArloNames) -> Iterator[str]:
    """What Arlo would refuse, cut or mix up: a sentence for each name."""
    listed, stacks = list(contests), list(batches)
    titles = [names.contest(one) for one in listed]
    yield from _faults("contest", titles)
    yield from _alike("contests", titles)
    for contest, title in zip(listed, titles, strict=True):
        choices = list(names.choices(contest).values())
        yield from _faults(f"choice of {_shown(title)}", choices)
        yield from _alike(f"choices of {_shown(title)}", choices)
        yield from (f"The choice {_shown(one)} has a semicolon, which parts choices." for one in choices if ";" in one)
        if _VOTE_FOR.search(title):
            yield f"The contest {_shown(title)} ends as Arlo says for how many one may vote."
    yield from _faults("batch", [one.name for one in stacks])
    yield from _alike("batches", [one.name for one in stacks])
    machines = list(dict.fromkeys(one.machine for one in stacks))
    yield from _faults("machine", machines)
    yield from _alike("machines", machines)
    places = (imprinted(one, ballot.name.sheet) for one in stacks for ballot in one.ballots[-1:])
    yield from (
        f"The place {_shown(one)} has more than 200 characters." for one in places if len(one) > MOST_CHARACTERS
    )


def imprinted(batch: AuditedBatch, sheet: int) -> str:
    """The place of a ballot in its stack. It is never printed on a ballot."""
    return f"{batch.machine}-{batch.name}-{sheet}"


def _faults(what: str, named: Iterable[str]) -> Iterator[str]:
    for name in named:
        if len(name) > MOST_CHARACTERS:
            yield f"The {what} {_shown(name)} has {len(name):,} characters; Arlo takes at most {MOST_CHARACTERS}."
        if _TOTAL.search(name):
            yield f'The {what} {_shown(name)} has the word "total": Arlo takes its row for a sum.'
        if spreadsheet_cell(name) != name:
            yield f"The {what} {_shown(name)} begins as a formula, which spreadsheets would compute."
        if not name.isprintable() or not name.strip() or name != name.strip():
            yield f"The {what} {_shown(name)} has signs that are not seen, blanks at an end, or nothing at all."


def _alike(what: str, named: Iterable[str]) -> Iterator[str]:
    times = Counter(name.strip().lower() for name in named)
    yield from (f"Several {what} are called {_shown(name)}." for name, count in times.items() if count > 1)


def _shown(name: str) -> str:
    shown = ascii(name) if not name.isprintable() else repr(name)
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}..."
