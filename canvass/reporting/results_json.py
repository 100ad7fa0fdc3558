"""The totals as one JSON object. The bytes are hashed by the audit (13-17-503(1)): they do not change."""

from typing import Any

from canvass.reporting.methods import words_json
from tabulate.totals.results import ChoiceTotal, ContestTotals, PrecinctTotals, Results


def results_json(totals: Results, by_precinct: bool, held: int = 0) -> dict[str, Any]:
    """The totals as an object for JSON; `held` sheets of provisional ballots are not among them."""
    precincts = {"precincts": [_precinct_json(precinct) for precinct in totals.precincts]} if by_precinct else {}
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
        "contests": [_contest_json(contest) for contest in totals.contests],
    } | precincts


def _precinct_json(precinct: PrecinctTotals) -> dict[str, Any]:
    return {
        "precinct": precinct.precinct,
        "name": precinct.name,
        "sheets": precinct.sheets,
        "contests": [_contest_json(contest) for contest in precinct.contests if contest.sheets],
    }


def _contest_json(contest: ContestTotals) -> dict[str, Any]:
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
    }


def _choice_json(choice: ChoiceTotal) -> dict[str, Any]:
    return {
        "choice": choice.choice,
        "name": choice.name,
        "votes": choice.votes,
        "by_board": choice.by_board,
        "by_hand": choice.by_hand,
    }
