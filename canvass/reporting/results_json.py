"""The totals as one JSON object. The bytes are hashed by the audit (13-17-503(1)): they do not change."""

from typing import Any

from canvass.reporting.methods import MethodContest, MethodFigures, MethodLine, words_json
from canvass.reporting.not_held import not_held_json
from canvass.reporting.results import Breakdown, ShownResults
from tabulate.ballots_cast import StyleSheets
from tabulate.election import CountingMethod, Election
from tabulate.primaries.parties import party_name
from tabulate.totals.ballots_shown import BallotsShown
from tabulate.totals.results import ChoiceTotal, ContestTotals, PrecinctTotals, Results


def results_json(shown: ShownResults) -> dict[str, Any]:
    """The totals as an object for JSON, broken down as they are shown."""
    found = _totals_json(shown.totals, shown.held)
    if shown.editions:
        found["editions"] = list(shown.editions)
    if shown.totals.cast is not None:
        found["ballots"] = _cast_json(shown.totals.cast)
    if shown.outside:
        found["outside"] = {"ballots": shown.totals.outside_ballots, "said": list(shown.outside)}
    if shown.readings:
        found["readings"] = list(shown.readings)
    if shown.by is Breakdown.PRECINCT:
        found["precincts"] = [_precinct_json(precinct) for precinct in shown.totals.precincts]
    if shown.by is Breakdown.METHOD:
        found["kinds"] = [{"kind": one.name, "counted": one.counted, "waiting": one.waiting} for one in shown.kinds]
        found["methods"] = [_by_method_json(contest) for contest in shown.methods]
    return found | not_held_json(shown.not_held)


def parties_json(election: Election) -> dict[str, Any]:
    """Of a primary, whose ballot each contest is on, at the end of the object: two parties' contests have one title."""
    own = ((one.id, party_name(election, one)) for one in election.contests)
    found = {contest: party for contest, party in own if party}
    return {"parties": found} if found else {}


def _totals_json(totals: Results, held: int) -> dict[str, Any]:
    return {
        "election": totals.title,
        "test": totals.test,
        "sheets": {
            "in": totals.sheets_in,
            "counted": totals.sheets_counted,
            "set_aside": totals.sheets_waiting,
            "with_questions": totals.sheets_questioned,
            "not_read": totals.sheets_not_read,
            "resolved": totals.sheets_resolved,
            "out": {place.value: count for place, count in totals.sheets_out},
        },
        "hand_ballots": totals.hand_ballots,
        "provisional_sheets_held": held,
        "printouts": words_json(totals.words),
        "contests": [contest_json(contest) for contest in totals.contests],
    }


def _precinct_json(precinct: PrecinctTotals) -> dict[str, Any]:
    return {
        "precinct": precinct.precinct,
        "name": precinct.name,
        "sheets": precinct.sheets,
        **({} if precinct.ballots is None else {"ballots": precinct.ballots}),
        "contests": [contest_json(contest) for contest in precinct.contests if contest.sheets],
    }


def _cast_json(cast: BallotsShown) -> dict[str, Any]:
    """Only where ballots have several sheets: ballots cast, and the sheets of each style by number."""
    return {"cast": cast.ballots, "sheets": [_style_json(one) for one in cast.sheets]}


def _style_json(one: StyleSheets) -> dict[str, Any]:
    return {
        "precinct": one.precinct,
        "ballot_style": one.style,
        "kind": one.group,
        **({"no_separate_ballot_for": sorted(one.without)} if one.without else {}),
        "sheets": [one.sheets[number] for number in range(1, one.of + 1)],
        "printouts": one.printouts,
        "ballots": one.ballots,
    }


def contest_json(contest: ContestTotals) -> dict[str, Any]:
    """A contest's figures as an object for JSON."""
    return {
        "contest": contest.contest,
        "title": contest.title,
        "seats": contest.seats,
        "sheets": contest.sheets,
        "choices": [_choice_json(one) for one in contest.choices],
        "write_ins": [_choice_json(one) for one in contest.write_ins],
        "write_ins_pending": contest.write_ins_pending,
        "undervotes": contest.undervotes,
        "overvotes": contest.overvotes,
        "decided": {question.value: count for question, count in contest.decided},
        "questionable": {question.value: count for question, count in contest.questionable},
        **({"outside": contest.outside, "untold": contest.untold} if contest.outside else {}),
    }


def _choice_json(choice: ChoiceTotal) -> dict[str, Any]:
    """Which editions of the ballots print it is said only where ballots were corrected: other bytes do not change."""
    printed_on = {"editions": list(choice.editions)} if choice.editions else {}
    return (
        {
            "choice": choice.choice,
            "name": choice.name,
            "votes": choice.votes,
            "by_board": choice.by_board,
            "by_hand": choice.by_hand,
        }
        | printed_on
        | _death_json(choice)
    )


def _death_json(choice: ChoiceTotal) -> dict[str, Any]:
    if (death := choice.death) is None:
        return {}
    counts = {"counts_as": death.counts_as, "counts_for": death.counts_for or None} if death.counts_as else {}
    return {"deceased": {"name": death.who, "died_on": death.died_on, **counts}}


def _by_method_json(shown: MethodContest) -> dict[str, Any]:
    return {
        "contest": shown.contest.id,
        "precincts": [{"precinct": line.precinct} | _line_json(line) for line in shown.lines],
        "suppressed": list(shown.suppressed),
        "whole": None if shown.whole is None else _line_json(shown.whole),
    }


def _line_json(line: MethodLine) -> dict[str, Any]:
    figures = {CountingMethod.HAND_MARKED: line.hand_marked, CountingMethod.DEVICE: line.device}
    return {method.value: _figures_json(one) for method, one in figures.items()}


def _figures_json(figures: MethodFigures) -> dict[str, Any]:
    return {
        "sheets": figures.sheets,
        "choices": [{"choice": choice.id, "votes": votes} for choice, votes in figures.votes],
        "write_ins_pending": figures.write_ins,
        "undervotes": figures.undervotes,
        "waiting": figures.waiting,
    }
