"""A record of a small county that is no federal election, counted to the end; and what its clerk types."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record, open_record
from imaging.sheets import Mark
from tabulate.board.by_hand.hand_counts import ChoiceFigure, TallySheetEntered
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tests.canvass.audited_county import CountedCounty, election_day
from tests.tabulate.board.recount_makers import CERTIFIED, MET, ORDER, begun
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

Json = dict[str, Any]
BOARD = ("--member", "Ann Ash", "--member", "Bo Birch", "--member", "Cy Cole")
WHO = ("--secretary", "Dee Clerk", "--place", "the courthouse", "--by", "Dee Clerk")
SIGNED = ("--signer", "Ann Ash", "--signer", "Bo Birch", "--by", "Dee Clerk")
JUDGES = ("--signer", "Ada", "--signer", "Bea", "--signer", "Cal", "--by", "Dee Clerk")


def definition(**titles: str) -> bytes:
    """Offices of every destination that a canvass has, but for the federal ones; `titles` of contests by id."""
    contests = [
        contest("house", None, ["ida", "jon"], office="state representative", territory="one county"),
        contest("sheriff", None, ["elm", "fir"], office="sheriff", territory="one county", write_ins=1),
        contest("judge", None, ["kay", "lou"], office="justice of the peace", territory="one county"),
        contest("council", "larch", ["x", "y", "z"], office="municipal office", territory="municipality", seats=2),
        contest("levy", None, ["for", "against"], kind="issue", territory="one county"),
    ]
    contests = [one | {"title": titles.get(one["id"], one["title"])} for one in contests]
    carried = [one["id"] for one in contests]
    precincts: list[Json] = [
        {"id": "P1", "name": "North", "districts": ["larch"]},
        {"id": "P2", "name": "South", "districts": []},
        {"id": "P3", "name": "Far", "districts": []},
    ]
    elsewhere = [one for one in carried if one != "council"]
    styles = [style("1", ["P1"], carried), style("2", ["P2", "P3"], elsewhere)]
    found = document([{"id": "larch", "name": "Larch"}], precincts, contests, styles)
    day = election_day().isoformat()
    return as_bytes(found | {"date": day, "polls_close": f"{day}T20:00:00-07:00"})


class CanvassedRecord(CountedCounty):
    """North has 12 ballots and South 8; nobody voted in Far."""

    def __init__(self, directory: Path, **titles: str) -> None:
        self.record = create_record(directory, definition(**titles), VERSION, "0" * 64)
        self._cards = {card.precinct: card for card in self.election.cards}
        self.count_batch("north", PrecinctId("P1"), [_votes(place) for place in range(12)])
        self.count_batch("south", PrecinctId("P2"), [_votes(place + 1) for place in range(8)])
        self.record.append([PollsClosed("clerk")])
        self.expect(P1=12, P2=8, P3=0)

    @classmethod
    def again(cls, directory: Path) -> CanvassedRecord:
        found = cls.__new__(cls)
        found.record = open_record(directory)
        found._cards = {card.precinct: card for card in found.election.cards}
        return found

    def expect(self, **electors: int) -> None:
        pollbook = ExpectedFrom.POLLBOOK
        self.record.append(
            [BallotsExpected(PrecinctId(name), None, number, pollbook, "clerk") for name, number in electors.items()]
        )


def _votes(place: int) -> dict[str, Mark]:
    by_turns = ("elm" if place % 4 else "fir", "y" if place % 3 else "z", "for" if place % 2 else "against")
    chosen = ("ida", "kay", "x", *by_turns)
    return dict.fromkeys(chosen, Mark.MARKED)


def at(minutes: int = 0, day: int = 7) -> str:
    """So long after midnight of the day so many days after the election, in Montana; by day 7 of yesterday."""
    return (election_day() + timedelta(days=day)).isoformat() + f"T00:{minutes:02d}"


def county(record: Path, verb: str, *words: object) -> ExitCode:
    return ExitCode(run(["county", verb, str(record), *map(str, words)]))


def returns_in(record: Path, folder: Path, *precincts: str) -> None:
    """The return of each precinct is made, signed and entered."""
    files = []
    for name in precincts:
        files.append(folder / f"{name}.json")
        assert run(["returns", str(record), "--precinct", name, "--out", str(files[-1])]) == ExitCode.DONE
    assert county(record, "receive", *files, *JUDGES) == ExitCode.DONE


def adopted(record: Path, folder: Path) -> None:
    """All returns are in, the board met, and its report is adopted."""
    returns_in(record, folder, "P1", "P2", "P3")
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE


def report_of(record: Path, folder: Path) -> Json:
    county(record, "report", "--out", folder / "report.json")
    found: Json = json.loads((folder / "report.json").read_text("utf-8"))
    return found


def entries(record: Path) -> int:
    """How many there are."""
    with open_record(record) as opened:
        return opened.head().number


def pages_of(place: Path) -> list[str]:
    """The words of each page of a PDF file."""
    return [page.get_textpage().get_text_range().replace("\r\n", " ") for page in pypdfium2.PdfDocument(place)]


def recounted(
    record: Path, contest: str, precinct: str, figures: dict[str, int], under: int, name: str = "R-1"
) -> None:
    """A court has a contest of a precinct recounted by hand, and the board certifies what it found."""
    where, ballots = PrecinctId(precinct), sum(figures.values()) + under
    filed = replace(ORDER, recount=name, contest=ContestId(contest), precincts=(where,))
    found = tuple(ChoiceFigure(ChoiceId(one), votes) for one, votes in figures.items())
    sheets = (
        TallySheetEntered(f"{name} of {precinct}", filed.contest, 1, who, ballots, found, under, 0)
        for who in ("ida", "jo")
    )
    with open_record(record) as opened:
        met, done = replace(MET, recount=name), replace(CERTIFIED, recount=name, precincts=(where,))
        opened.append([filed, met, replace(begun(where, ballots), recount=name), *sheets, done])
