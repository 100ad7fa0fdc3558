"""A few ballots of an invented vendor, pictured, and the system's records of them with a fault, all in a record."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from tabulate.board.outside.records_taken import RecordsTaken
from tabulate.definitions import parse_definition
from tabulate.election import Election
from tabulate.ledger.fold import fold
from test_ballots.coded_edge.edge_packages import EdgePicture, edge_pictures, packed, write_package
from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.vendors.county import definition_bytes

BY = ("--by", "Dee Clerk")
ALTERED, NO_RECORD = 2, 4
"""Places of pictures: a record that was changed, and one that is missing."""


@dataclass(frozen=True)
class ComparedCounty:
    """The record, and what lies beside it."""

    folder: Path
    record: Path
    election: Election
    pictures: tuple[EdgePicture, ...]

    def outside(self, verb: str, *words: object) -> ExitCode:
        """A command about the record."""
        return ExitCode(run(["outside", verb, str(self.record), *map(str, words)]))

    def read_pictures(self) -> ExitCode:
        """The blind reading."""
        return self.outside("images", self.folder / "images.zip", "--layout", self.folder / "layout.json", *BY)

    @property
    def altered(self) -> str:
        """The number of the record that was changed."""
        return self.pictures[ALTERED].key


def compared_county(folder: Path, sheets: int = 5) -> ComparedCounty:
    """Nothing is read yet."""
    definition = definition_bytes(5, 1)
    (folder / "definition.json").write_bytes(definition)
    press = EdgePress(definition)
    (folder / "blank.pdf").write_bytes(press.blank_pdf(0))
    learn = ["layout", "learn", str(folder / "definition.json"), "--blank", str(folder / "blank.pdf")]
    assert run([*learn, "--out", str(folder / "layout.json")]) == ExitCode.DONE
    assert run(["new", str(folder / "record"), str(folder / "definition.json")]) == ExitCode.DONE
    pictures = tuple(edge_pictures(press, sheets, 7))
    write_package(folder / "images.zip", [file for one in pictures for file in packed(one).items()])
    county = ComparedCounty(folder, folder / "record", parse_definition(definition), pictures)
    (folder / "Cast Vote Records.csv").write_bytes(records_csv(county))
    return county


def records_csv(county: ComparedCounty, title: str = "") -> bytes:
    """ES&S's export: what is marked, as its own truth says; one record changed, one missing."""
    election = county.election
    heading = ["Cast Vote Record", "Precinct", "Ballot Style", "Tabulator CVR", "Batch", "Ballot Status"]
    for contest in election.contests:
        heading += [title or contest.title, *[""] * (contest.seats - 1)]
    rows = [heading]
    for place, picture in enumerate(county.pictures):
        if place == NO_RECORD:
            continue
        truth = {one.contest: one for one in picture.truth.contests}
        row = [picture.key, election.precinct_name(picture.truth.precinct or "").upper(), "Ballot Style 1"]
        row += [f"0003{place:06}", "AB-01", "Not Reviewed"]
        for at, contest in enumerate(election.contests):
            marked = [*truth[contest.id].yes, *truth[contest.id].marginal]
            if place == ALTERED and at == 0:
                marked = [next(one.id for one in contest.choices if one.id not in marked)]
            if len(marked) > contest.seats:
                row += ["overvote"] * contest.seats
                continue
            names = dict(contest.names)
            row += [names.get(one, "write-in:") for one in marked]  # type: ignore[call-overload]
            row += ["undervote"] * (contest.seats - len(marked))
        rows.append(row)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def report_csv(county: ComparedCounty) -> bytes:
    """A report of results in the columns that anyone can write: the truth of every picture."""
    election = county.election
    (precinct,) = {election.precinct_name(one.truth.precinct or "") for one in county.pictures}
    rows = ["precinct,contest,choice,kind,votes,seats", f"{precinct},,,ballots cast,{len(county.pictures)},"]
    for contest in election.contests:
        votes: Counter[str] = Counter()
        over = 0
        for picture in county.pictures:
            truth = next(one for one in picture.truth.contests if one.contest == contest.id)
            marked = [*truth.yes, *truth.marginal]
            if len(marked) > contest.seats:
                over += contest.seats
            else:
                votes.update(one if contest.choice(one) else "" for one in marked)
        under = contest.seats * len(county.pictures) - votes.total() - over
        rows += [
            f'{precinct},"{contest.title}",{one.name},choice,{votes[one.id]},{contest.seats}' for one in contest.choices
        ]
        figures = [("write-ins", votes[""])] if contest.write_ins else []
        figures += [("overvotes", over), ("undervotes", under), ("ballots with contest", len(county.pictures))]
        rows += [f'{precinct},"{contest.title}",,{kind},{figure},{contest.seats}' for kind, figure in figures]
    return ("\r\n".join(rows) + "\r\n").encode()


def records_taken(county: ComparedCounty) -> RecordsTaken:
    """The records as the ledger has them."""
    with open_record(county.record) as record:
        return fold(record.outlines()).board.office.records
