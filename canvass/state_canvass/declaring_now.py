"""The board of state canvassers declares: the step, and every paper of it that the board signs (13-15-506, -507)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from canvass.state_canvass.declaration_papers import declaration_sha256, declaration_title
from canvass.state_canvass.state_declarations import DeclaredByState, check_filed, check_may_declare, results_of
from canvass.state_canvass.state_folder import add_steps, adding
from canvass.state_canvass.state_report import REPORT_TITLE, report_sha256
from canvass.state_canvass.state_standing import StateStanding, standing_of
from tabulate.state_canvass.state_steps import StateCanvasser, StateDeclared, StatePaperMade, StateResultsDeclared

_LONGEST_TITLE = 200


def declare_state(
    folder: Path,
    board: tuple[StateCanvasser, ...],
    secretary: str,
    recounted: tuple[str, ...],
    filed_on: str,
    at: str,
    entered_by: str,
) -> tuple[StateStanding, tuple[DeclaredByState, ...]]:
    """Enter what the board declares, with its papers; a later declaration takes the place of the one before.

    Raises RefusedError while a county is missing, for an hour that has not come, a day of filing before it; InputError.
    """
    with adding(folder, at) as canvass:
        standing = standing_of(folder, canvass)
        check_may_declare(standing)
        check_filed(filed_on, at)
        found = results_of(standing, date.fromisoformat(filed_on), recounted)
        entry = StateResultsDeclared(
            board=board,
            secretary=secretary,
            packages=tuple(one.received.sha256 for one in standing.kept),
            results=tuple(StateDeclared(one.contest.contest.id, one.result.act, one.result.names) for one in found),
            recounted=recounted,
            filed_on=filed_on,
            at=at,
            entered_by=entered_by,
        )
        then = replace(standing, canvass=canvass.after(entry))
        now = add_steps(folder, canvass, entry, *papers_due(then, entry, found))
    return replace(standing, canvass=now), found


def papers_due(
    standing: StateStanding, entry: StateResultsDeclared, found: Iterable[DeclaredByState]
) -> Iterator[StatePaperMade]:
    """The report, then what was declared of each contest; `entry` is the last step of the standing."""
    signers = (*(one.name for one in entry.board), entry.secretary)

    def made(contest: str, title: str, sha256: str) -> StatePaperMade:
        return StatePaperMade(contest, title[:_LONGEST_TITLE], sha256, signers, entry.at, entry.entered_by)

    yield made("", REPORT_TITLE, report_sha256(standing))
    for one in found:
        yield made(one.contest.contest.id, declaration_title(one), declaration_sha256(standing, entry, one))
