"""A record of a primary and an election with people written in, counted by hand, canvassed and declared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record, open_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.election import ChoiceId, ContestId
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES, by_hand
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, at, county, returns_in
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

SHA = "ab" * 32
ADOPTED_DAY = 2
"""So many days after the election: the tenth day after it has not come."""
BY = ("--by", "Dee Clerk")


def definition() -> bytes:
    """A party's two offices, another party's one of the same, and an office that is filled; a precinct for each."""
    contests = [
        _of_party("attorney-d", "d", "reed", "county attorney"),
        _of_party("coroner-d", "d", "oak", "coroner"),
        _of_party("attorney-r", "r", "quinn", "county attorney"),
        contest("clerk", None, ["kay"], office="clerk and recorder", territory="one county", write_ins=1),
    ]
    named = [{"id": f"P{number}", "name": f"P{number}", "districts": []} for number in range(1, 5)]
    styles = [style(str(number), [f"P{number}"], [one["id"]]) for number, one in enumerate(contests, 1)]
    found = document([], named, contests, styles)
    day = election_day().isoformat()
    parties = [{"id": "d", "name": "D"}, {"id": "r", "name": "R"}]
    return as_bytes(found | {"date": day, "polls_close": f"{day}T20:00:00-07:00", "parties": parties})


def _of_party(id_: str, party: str, name: str, office: str) -> dict[str, Any]:
    found = contest(id_, None, [name], office=office, territory="one county", party=party, nominated=1, write_ins=1)
    return found | {"choices": [one | {"parties": [party]} for one in found["choices"]]}


def make(folder: Path) -> Path:
    """Quinn, R, is written in on the ballots of D with 41 votes, Wren as coroner with 40, Zoe as clerk with 50."""
    record = create_record(folder / "record", definition(), VERSION, "0" * 64)
    day = election_day().isoformat()
    written = (("attorney-d", "q", "Quinn"), ("coroner-d", "w", "Wren"), ("clerk", "z", "Zoe"))
    record.append(
        [
            BoardAppointed("east", tuple(Judge(one, one.title(), day) for one in JUDGES), False, "clerk"),
            PollsClosed("clerk"),
            *(
                WriteInDeclared(ContestId(where), ChoiceId(who), name, (name,), "13-10-211(2)", "clerk")
                for where, who, name in written
            ),
            *by_hand("P1", "attorney-d", {"q": 41, "reed": 30}, 0, 0, 71),
            *by_hand("P2", "coroner-d", {"oak": 30, "w": 40}, 0, 0, 70),
            *by_hand("P3", "attorney-r", {"quinn": 210}, 0, 0, 210),
            *by_hand("P4", "clerk", {"kay": 20, "z": 50}, 0, 0, 70),
        ]
    )
    record.close()
    place = folder / "record"
    returns_in(place, folder, "P1", "P2", "P3", "P4")
    when = at(0, day=ADOPTED_DAY)
    assert county(place, "open", *BOARD, *WHO, "--at", when) == ExitCode.DONE
    assert county(place, "report", "--adopt", *SIGNED, "--at", when) == ExitCode.DONE
    assert county(place, "declare", "--out", folder / "declared", *SIGNED, "--at", when) == ExitCode.DONE
    return place


def certificates(record: Path, verb: str, *words: object) -> ExitCode:
    return ExitCode(run(["county", "certificates", verb, str(record), *map(str, words)]))


def clear(record: Path, contest: str, choice: str) -> ExitCode:
    day = election_day().isoformat()
    return certificates(record, "clear", contest, choice, "--notice-date", day, "--notice-sha256", SHA.upper(), *BY)


def issue(record: Path, contest: str, choice: str, out: Path, form: str = "json") -> ExitCode:
    return certificates(
        record, "issue", contest, choice, "--issued-by", "Dee Clerk", "--out", out, "--format", form, *BY
    )


def accept(record: Path, contest: str, choice: str, *when: str, fee: str = "none") -> ExitCode:
    day = election_day().isoformat()
    return certificates(record, "accept", contest, choice, "--fee", fee, "--reports", day, *when, *BY)


def entries(record: Path) -> int:
    with open_record(record) as opened:
        return opened.head().number
