"""A county whose ballots were counted by hand into a record: House District 45 in two precincts, a third beside them.

The figures are those of the worked examples. Days are of an election that is over, so that every day has come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record, open_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.entries import Entry
from tests.canvass.audited_county import _layout

DAY, CANVASS = "2024-11-05", "2024-11-19"
JUDGES = ("ada", "bea", "cal")
STATEMENT = (
    "The petitioner believes that a recount will change the result and that a recount of the votes for the office or "
    "nomination should be conducted."
)
BY = ("--by", "Dee Clerk")
PETITION = ("--petitioner", "d", "--statement", STATEMENT, "--verified-before", "Nan Notary")
FILED = ("--canvass", CANVASS, "--filed", "2024-11-21", "--notice", "2024-11-22", *BY)
BOARD = (
    *("--member", "Eve Elm=eve", "--member", "Flo Fern=flo", "--officer", "Gus Gray=gus"),
    *("--clerk", "Hal Hart=hal", "--clerk", "Ida Ivy=ida", "--clerk", "Jo Joy=jo"),
    *("--secretary", "Dee Clerk", "--met", "2024-11-26", *BY),
)
CERTIFICATE = (
    *("--signer", "Eve Elm", "--signer", "Gus Gray", "--attested-by", "Dee Clerk", "--on", "2024-11-26"),
    *("--proceedings", "Both precincts were recounted in public.", "--appearance", "D, by Lou Lark", *BY),
)
Votes = tuple[int, int, int]
"""Of the first choice, of the second, and undervotes."""


def contest(id_: str, choices: Sequence[str], **more: object) -> dict[str, object]:
    return {
        "id": id_,
        "title": id_.title(),
        "kind": "candidate",
        "district": "county",
        "seats": 1,
        "choices": [{"id": choice, "name": choice.upper()} for choice in choices],
        "write_ins": 0,
    } | more


def hd45(**more: object) -> dict[str, object]:
    stated = {"office": "state representative", "territory": "one county"}
    return contest("hd45", ("c", "d"), title="House District 45") | stated | more


SHERIFF = contest("sheriff", ("ash", "birch"), office="sheriff", territory="one county")
LEVY = contest("levy", ("for", "against"), kind="issue", territory="one county")


def definition(contests: Sequence[dict[str, object]], day: str = DAY) -> bytes:
    """All contests in P1 and P2; P3 has none but `other`."""
    other = contest("other", ("x", "y"), office="coroner", territory="one county")
    every = [*contests, other]

    def style(name: str, precincts: Sequence[str], of: Sequence[dict[str, object]]) -> dict[str, object]:
        ids = [one["id"] for one in of]
        return {"id": name, "precincts": precincts, "contests": ids, "rotation": 0, "layout": f"of-{name}"}

    document = {
        "format": "canvass-election/1",
        "id": "big-sky",
        "title": "General Election",
        "date": day,
        "polls_close": f"{day}T20:00:00-07:00",
        "state": "Montana",
        "county": "Big Sky County",
        "mark_thresholds": {"marginal": 0.04, "definite": 0.125, "writing": 0.02},
        "districts": [{"id": "county", "name": "Big Sky County"}],
        "precincts": [{"id": one, "name": f"Precinct {one}", "districts": ["county"]} for one in ("P1", "P2", "P3")],
        "parties": [],
        "contests": every,
        "ballot_styles": [style("1", ("P1", "P2"), every), style("2", ("P3",), [other])],
        "layouts": [_layout(every) | {"id": "of-1"}, _layout([other]) | {"id": "of-2"}],
    }
    return json.dumps(document).encode()


def make_record(
    directory: Path, contests: Sequence[dict[str, object]], counted: Mapping[str, Mapping[str, Votes]], day: str = DAY
) -> Path:
    """A record in which these precincts were counted by hand, each contest with its votes."""
    record = create_record(directory, definition(contests, day), VERSION, "0" * 64)
    judges = tuple(Judge(name, name.title(), "2024-11-04") for name in JUDGES)
    entries: list[Entry] = [BoardAppointed("east", judges, False, "clerk")]
    for precinct, votes in counted.items():
        ballots = max(map(sum, votes.values()))
        opened = HandCountOpened(precinct, PrecinctId(precinct), ballots, (), JUDGES[:2], JUDGES[2], "clerk", "east")
        entries.append(opened)
        for id_, figures in votes.items():
            choices = next(one["choices"] for one in contests if one["id"] == id_)
            assert isinstance(choices, list)
            named = zip((one["id"] for one in choices), figures, strict=False)
            found = sorted((ChoiceFigure(ChoiceId(one), number) for one, number in named if number), key=_by_choice)
            entries += [
                TallySheetEntered(precinct, ContestId(id_), 1, who, sum(figures), tuple(found), figures[-1], 0)
                for who in JUDGES[:2]
            ]
    record.append(entries)
    record.close()
    return directory


def _by_choice(figure: ChoiceFigure) -> str:
    return figure.choice


W2 = {"P1": {"hd45": (300, 298, 14)}, "P2": {"hd45": (102, 100, 12)}}
"""House District 45 as it was canvassed: C 402, D 398."""


def recount(record: Path, command: str, *words: object) -> int:
    return run(["recount", command, str(record), *map(str, words)])


def sheets(directory: Path, first: Votes, second: Votes | None = None, choices: tuple[str, str] = ("c", "d")) -> Path:
    """A CSV file of both recorders' sheets."""
    one, other = first, second or first
    rows = [("ballots", sum(one), sum(other))]
    rows += [(name, one[place], other[place]) for place, name in enumerate((*choices, "undervotes"))]
    rows.append(("overvotes", 0, 0))
    file = directory / "sheets.csv"
    file.write_text("row,ida,jo\n" + "".join(f"{name},{a},{b}\n" for name, a, b in rows))
    return file


def tally(record: Path, precinct: str, *figures: Votes, more: Sequence[object] = (), ballots: int | None = None) -> int:
    """One round; the recorders' figures are equal where they are given once."""
    said = ("--ballots", ballots) if ballots is not None else ()
    where = ("--precinct", precinct, *said, "--reader", "hal", *more, *BY)
    return recount(record, "tally", "R-1", sheets(record.parent, figures[0], figures[-1]), *where)


def file_bond(record: Path, *more: object) -> int:
    return recount(record, "petition", "R-1", "--contest", "hd45", *PETITION, "--bond", "1,200.00", *FILED, *more)


def w19(record: Path) -> None:
    """The tally of P1 in the worked example W19: one unequal round, three ballots set aside, and the lock."""
    aside = record.parent / "aside.csv"
    aside.write_text("number,why,eve,flo,gus\n1,cross,c,c,c\n2,check,d,d,c\n3,scribble,c,d,none\n")
    assert tally(record, "P1", (297, 297, 18), (296, 297, 19), ballots=612) == ExitCode.WAITING
    assert tally(record, "P1", (297, 297, 15), more=("--set-aside", aside)) == 0


def entries_of(record: Path) -> int:
    with open_record(record) as found:
        return found.head().number


def refused(record: Path, capsys: pytest.CaptureFixture[str], code: int) -> str:
    """What the last command said, that has written nothing."""
    assert code == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "Nothing was written" in said
    return said
