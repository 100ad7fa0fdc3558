"""Arlo's files (version 1.4), byte for byte the same for the same ledger."""

import codecs
import csv
import io
import json
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canvass.exporting.arlo.arlo_names import ArloNames, imprinted
from canvass.exporting.arlo.audited_ballots import AuditedBallot, AuditedBatch, BallotVotes
from canvass.exporting.export_folder import ExportFile, json_bytes
from tabulate.election import Contest, ContestId, Election

_CVR_COLUMNS = ("CvrNumber", "TabulatorNum", "BatchId", "RecordId", "ImprintedId")
_VERSION = "5.10"
"""Of the form of Dominion's table."""

Row = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class ArloAudit:
    """What the files are made from: contests and stacks, held to every refusal before."""

    election: Election
    contests: tuple[Contest, ...]
    batches: tuple[AuditedBatch, ...]
    names: ArloNames
    admin_email: str
    by_ballots: bool
    """A comparison of ballots; else of batches."""
    test: bool

    @property
    def jurisdiction(self) -> str:
        """The county, without the word County."""
        return self.election.county.removesuffix(" County")


def arlo_files(audit: ArloAudit) -> tuple[ExportFile, ...]:
    """Every file, in the order in which Arlo takes them."""
    mark = "TEST-" if audit.test else ""
    tables: list[tuple[str, list[Row]]] = [
        ("jurisdictions.csv", [("Jurisdiction", "Admin Email"), (audit.jurisdiction, audit.admin_email)])
    ]
    if audit.by_ballots:
        tables.append(("standardized-contests.csv", list(_standardized(audit))))
    tables.append(("manifest.csv", list(_manifest(audit))))
    tables.append(
        ("cvrs.csv", list(_cvrs(audit))) if audit.by_ballots else ("totals-by-batch.csv", list(_totals(audit)))
    )
    documents: list[tuple[str, object]] = [] if audit.by_ballots else [("contests.json", _contests(audit))]
    documents.append(("expected.json", _expected(audit)))
    return (
        *(ExportFile(mark + name, _csv(rows)) for name, rows in tables),
        *(ExportFile(mark + name, json_bytes(found)) for name, found in documents),
    )


def sums_of(audit: ArloAudit) -> dict[ContestId, BallotVotes]:
    """The votes in all stacks, contest by contest."""
    found = {one.id: BallotVotes(0, Counter()) for one in audit.contests}
    for batch in audit.batches:
        for contest, one in batch.sums.items():
            if contest in found:
                before = found[contest]
                found[contest] = BallotVotes(before.ballots + one.ballots, before.votes + one.votes)
    return found


def heading_faults(audit: ArloAudit) -> Iterator[str]:
    """What Arlo would not take as the heading of the totals by batch, in a sentence each."""
    if audit.by_ballots or not audit.batches:
        return
    heading = next(_totals(audit))
    times = Counter(str(cell).strip().lower() for cell in heading)
    yield from (f"Two columns of the totals are called {one[:60]!r}." for one, count in times.items() if count > 1)
    try:
        parted = csv.Sniffer().sniff(_csv([heading]).decode("utf-8-sig").splitlines()[0]).delimiter == ","
    except csv.Error:
        parted = False
    if not parted:
        yield "Arlo could not tell what parts the columns of the totals. Give shorter names."


def _csv(rows: list[Row]) -> bytes:
    """Plain ASCII, or UTF-8 with the byte order mark: Arlo guesses the encoding, and guesses wrong without it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    content = text.getvalue().encode()
    return content if content.isascii() else codecs.BOM_UTF8 + content


def _standardized(audit: ArloAudit) -> Iterator[Row]:
    yield "Contest Name", "Jurisdictions", "Choice Names"
    for one in audit.contests:
        yield audit.names.contest(one), "all", "; ".join(audit.names.choices(one).values())


def _by_size(audit: ArloAudit) -> list[AuditedBatch]:
    """The smallest last: so no last row is the sum of the others, which Arlo would take for a total."""
    return sorted(audit.batches, key=lambda one: (-one.size, one.name))


def _manifest(audit: ArloAudit) -> Iterator[Row]:
    yield "Tabulator", "Batch Name", "Number of Ballots"
    for one in _by_size(audit):
        yield one.machine, one.name, one.size


def _cvrs(audit: ArloAudit) -> Iterator[Row]:
    columns = [(contest, key, name) for contest in audit.contests for key, name in audit.names.choices(contest).items()]
    blank = ("",) * len(_CVR_COLUMNS)
    yield ("Canvass TEST" if audit.test else "Canvass", _VERSION, *blank[2:], *[""] * len(columns))
    yield (*blank, *(f"{audit.names.contest(one)} (Vote For={one.seats})" for one, _, _ in columns))
    yield (*blank, *(name for _, _, name in columns))
    yield (*_CVR_COLUMNS, *[""] * len(columns))
    number = 0
    for batch in sorted(audit.batches, key=lambda one: one.name):
        for ballot in sorted(batch.ballots, key=lambda one: one.name.sheet):
            number += 1
            sheet = ballot.name.sheet
            place = (number, batch.machine, batch.name, sheet, imprinted(batch, sheet))
            yield (*place, *(cell for contest in audit.contests for cell in _cells(audit, contest, ballot)))


def _cells(audit: ArloAudit, contest: Contest, ballot: AuditedBallot) -> list[str | int]:
    """Blank where the contest is not on the sheet. More votes than there may be are an overvote to Arlo."""
    keys = list(audit.names.choices(contest))
    found = ballot.contests.get(contest.id)
    if found is None:
        return [""] * len(keys)
    if not found.overvoted:
        return [found.votes[key] for key in keys]
    many = contest.seats + 1
    return [many, *[0] * (len(keys) - 1)] if len(keys) < many else [int(place < many) for place in range(len(keys))]


def _totals(audit: ArloAudit) -> Iterator[Row]:
    columns = [(contest, key) for contest in audit.contests for key in audit.names.choices(contest)]
    yield "Batch Name", *(_heading(audit, contest, audit.names.choices(contest)[key]) for contest, key in columns)
    rows: list[Row] = [(one.name, *(_votes(one, contest, key) for contest, key in columns)) for one in _by_size(audit)]
    turned = (rows[place:] + rows[:place] for place in range(len(rows)))
    yield from next(one for one in turned if not _reads_as_sum(one))


def _heading(audit: ArloAudit, contest: Contest, choice: str) -> str:
    return choice if len(audit.contests) == 1 else f"{audit.names.contest(contest)} - {choice}"


def _votes(batch: AuditedBatch, contest: Contest, key: str) -> int:
    found = batch.sums.get(contest.id)
    return 0 if found is None else found.votes[key]


def _reads_as_sum(rows: list[Row]) -> bool:
    """Whether the last row is the sum of the others in every column, and is not 0."""
    columns = [[int(cell) for cell in column] for column in list(zip(*rows, strict=True))[1:]]
    return len(rows) > 2 and all(column[-1] and sum(column[:-1]) == column[-1] for column in columns)


def _expected(audit: ArloAudit) -> dict[str, object]:
    sums = sums_of(audit)
    return {
        "election": ("TEST " if audit.test else "") + audit.election.title,
        "batches": len(audit.batches),
        "ballots": sum(one.size for one in audit.batches),
        "contests": [
            {
                "id": one.id,
                "name": audit.names.contest(one),
                "votesAllowed": one.seats,
                "ballots": sums[one.id].ballots,
                "votes": {name: sums[one.id].votes[key] for key, name in audit.names.choices(one).items()},
            }
            for one in audit.contests
        ],
    }


def _contests(audit: ArloAudit) -> list[dict[str, object]]:
    """As Arlo takes them; the ids of its jurisdictions are its own, and are filled in there."""
    sums = sums_of(audit)
    return [
        {
            "id": _id(audit, one.id),
            "name": audit.names.contest(one),
            "isTargeted": place == 0,
            "numWinners": one.seats,
            "votesAllowed": one.seats,
            "jurisdictionIds": [],
            "choices": [
                {"id": _id(audit, one.id, key), "name": name, "numVotes": sums[one.id].votes[key]}
                for key, name in audit.names.choices(one).items()
            ],
        }
        for place, one in enumerate(audit.contests)
    ]


def _id(audit: ArloAudit, *parts: str) -> str:
    """The same for the same definition."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([audit.election.definition_sha256, *parts])))
