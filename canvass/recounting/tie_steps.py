"""How ties ended, a line a step, as the minutes of the canvass have it (13-15-401(4), 13-16-501 to 13-16-507)."""

from collections.abc import Iterator
from typing import assert_never

from canvass.console.text import hour_of
from canvass.recounting.choices_called import choice_called, choices_called
from canvass.recounting.recount_steps import RecountStep
from tabulate.board.recount.tie_entries import LotAnnounced, LotDrawn, TieAppointed
from tabulate.election import Election
from tabulate.ledger.state import RecordState


def tie_steps(election: Election, state: RecordState) -> Iterator[RecountStep]:
    """Every lot that was announced or drawn, and every appointment, in the order of the entries."""
    for number, entry in state.board.recounts.ties.history:
        contest = election.find_contest(entry.contest)
        title = entry.contest if contest is None else contest.title
        match entry:
            case LotAnnounced():
                given = "; ".join(
                    f"{place} {choice_called(contest, one.choice)}, notice on {one.given_on}"
                    for place, one in enumerate(entry.notices, 1)
                )
                on, where = max(one.given_on for one in entry.notices), f"{hour_of(entry.at)}, {entry.place}"
                did = f"A lot for {title} announced for {where}, by {entry.officer}: {given} (13-16-501(1))."
            case LotDrawn():
                on, rolls = hour_of(entry.drawn_at), ", ".join(map(str, entry.rolls))
                drawn = choices_called(contest, entry.nominated)
                before = f"by {entry.drawn_by} before {', '.join(entry.witnesses)}"
                did = f"The lot for {title} drew {drawn}; rolled {rolls}, {before} (13-16-501(1))."
            case TieAppointed():
                named, on = choices_called(contest, entry.appointed), entry.appointed_on
                did = f"After the tie of {title}, {entry.officer} named {named} ({entry.section})."
            case _:
                assert_never(entry)
        yield RecountStep(on, did, number)
