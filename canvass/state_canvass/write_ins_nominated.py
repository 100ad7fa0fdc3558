"""Who was written in at a primary, against the permanent record of the last general election (13-10-204)."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, disk_errors
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.state_canvass.permanent_papers import FORMAT
from canvass.state_canvass.state_report import state_title
from canvass.state_canvass.state_standing import StateStanding, not_declared
from tabulate.board.words_said import day_in_montana
from tabulate.calendar.canvassing import acceptance_until
from tabulate.calendar.duties import LastDay
from tabulate.election import ContestId
from tabulate.offices import Office
from tabulate.printable import prints
from tabulate.state_canvass.permanent_record import SuccessfulCandidate
from tabulate.state_canvass.write_in_nominations import WriteInNomination, WriteInStanding, write_in_nominations

_MOST_BYTES = 64_000_000
_MOST_VOTES = 999_999_999
_HASH_SHOWN = 16
_NOT_DECLARED_THEN = "NOT DECLARED: that record was written before the board had declared by its packages (13-15-507)."


@dataclass(frozen=True, slots=True)
class LastGeneral:
    """What the file of a permanent record says."""

    election: str
    date: str
    sha256: str
    """Of the file."""
    successful: tuple[SuccessfulCandidate, ...]
    declared: bool = True
    """Whether the board had declared by the packages that the record is of."""


def last_general_of(file: Path) -> LastGeneral:
    """The successful candidates of a permanent record's JSON. Raises InputError for anything else."""
    if not file.is_file() or file.stat().st_size > _MOST_BYTES:
        raise InputError(f"{file} is no file of a permanent record. Nothing was written. Name its .json file.")
    with disk_errors(file):
        content = file.read_bytes()
    try:
        found = json.loads(content)
        if found["format"] != FORMAT:
            raise ValueError
        people = tuple(map(_successful, found["successful"]))
        election, date, declared = str(found["election"]), str(found["date"]), not found.get("not_declared")
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError(
            f"{file} is no permanent record that this version reads ({FORMAT}). Nothing was written. Name the .json "
            "file that canvass state permanent-record wrote."
        ) from None
    return LastGeneral(election, date, hashlib.sha256(content).hexdigest(), people, declared)


def _successful(plain: Any) -> SuccessfulCandidate:
    votes, texts = plain["votes"], (plain["contest"], plain["title"], plain["district"] or "", plain["name"])
    if type(votes) is not int or not 0 < votes <= _MOST_VOTES:
        raise ValueError
    if not all(isinstance(one, str) and prints(one) for one in texts):
        raise ValueError
    contest, title, district, name = texts
    return SuccessfulCandidate(ContestId(contest), title, Office(plain["office"]), district, name, votes)


def nominations(standing: StateStanding, last: LastGeneral, then: Iterable[str]) -> tuple[WriteInNomination, ...]:
    """Everybody written in who leads; `then` as typed, CONTEST=ID. Raises InputError."""
    named: dict[str, str] = {}
    known = {str(one.contest) for one in last.successful}
    for typed in then:
        contest, _, other = words_typed(typed).partition("=")
        if other not in known:
            raise InputError(
                f"{typed[:80]!r} names no contest of the permanent record: {', '.join(sorted(known))[:400]}. Nothing "
                "was written. Write CONTEST=ID."
            )
        named[contest] = other
    return tuple(write_in_nominations(standing.figures.contests, last.successful, named))


def nominations_document(standing: StateStanding, last: LastGeneral, found: tuple[WriteInNomination, ...]) -> Document:
    """Who may accept, and where there is no nominee."""
    opened = standing.canvass.opened
    held_in = f"{opened.election} of {opened.date}"
    columns = columns_of("Contest", "Written in", "#Votes", "Successful then", "#Votes then", "#5%", "State", "Why")
    rows = tuple(
        (
            state_title(one.contest),
            one.who.name,
            one.who.votes,
            ", ".join(each.name for each in one.then),
            one.then[0].votes if len(one.then) == 1 else None,
            one.then[0].five_percent if len(one.then) == 1 else None,
            one.standing.value,
            _why(standing, one),
        )
        for one in found
    )
    return Document(
        title="Nominations by writing in",
        lines=(
            f"{held_in}. At least 5% of the votes of who was successful for the office then (13-10-204(1)(a)).",
            f"By the permanent record of {last.election} of {last.date}, SHA-256 {last.sha256}.",
            *(() if last.declared else (_NOT_DECLARED_THEN,)),
            *(_unfinished(standing)),
            f"Steps {standing.canvass.head}",
        ),
        tables=(Table("Written in, with the most votes", "", columns, rows),),
        signatures=("Secretary of state", "Day"),
        on_every_page=not_declared(standing),
        paper=PaperLook(foot=f"Steps {standing.canvass.head[:_HASH_SHOWN]}. {held_in}."),
    )


def _unfinished(standing: StateStanding) -> Iterator[str]:
    if missing := standing.canvass.missing:
        yield f"Packages of {len(missing):,} counties are missing: these votes may change."


def _why(standing: StateStanding, one: WriteInNomination) -> str:
    match one.standing:
        case WriteInStanding.NOT_KNOWN:
            return "The record has nobody, or several, for the office: name the contest with --then."
        case WriteInStanding.NO_NOMINEE:
            return f"20 x {one.who.votes:,} = {20 * one.who.votes:,} is less than {one.then[0].votes:,}."
        case WriteInStanding.MAY_ACCEPT:
            return f"Accepts {_until(standing)} (13-10-204(1)(b))."


def _until(standing: StateStanding) -> str:
    declared = standing.canvass.declared
    if declared is None:
        return "within 10 days after the canvass"
    return f"by {acceptance_until(day_in_montana(declared.at), LastDay.AS_IT_FALLS)}"


def nominations_bytes(
    standing: StateStanding, last: LastGeneral, found: tuple[WriteInNomination, ...], form: str
) -> bytes:
    """In one of the forms of reports."""
    as_json = {
        "format": "canvass-write-in-nominations/1",
        "permanent_record_sha256": last.sha256,
        "not_declared": not_declared(standing),
        "not_declared_then": "" if last.declared else _NOT_DECLARED_THEN,
        "nominations": [
            {
                "contest": one.contest.contest.id,
                "name": one.who.name,
                "votes": one.who.votes,
                "then": [{"contest": each.contest, "name": each.name, "votes": each.votes} for each in one.then],
                "state": one.standing.value,
                "said": _why(standing, one),
            }
            for one in found
        ],
        "steps": standing.canvass.head,
    }
    return bytes_of(nominations_document(standing, last, found), form, json.dumps(as_json, indent=1))
