"""The campaign's judge lets no wrong vote pass, and its sheets depend on the seed and their number alone."""

from dataclasses import replace

from benchmarks.printouts import DEFAULT_SEED, PrintoutOutcomes, outcome_of, wrong_votes
from tabulate.votes import CastVoteRecord, Counted
from test_ballots.counties import small_county
from test_ballots.definition import election_of
from test_ballots.printouts.decks import CLEAN_PRINTOUTS, DevicePlan, make_printout


def test_an_honest_printout_has_no_wrong_vote_and_a_moved_one_is_named() -> None:
    election, _ = election_of(small_county(DEFAULT_SEED))
    made = make_printout(DevicePlan(election, CLEAN_PRINTOUTS), 1, DEFAULT_SEED)
    votes = outcome_of(made, election)
    assert isinstance(votes, CastVoteRecord)
    assert list(wrong_votes(votes, made.truth)) == []
    first = next(one for one in votes.contests if isinstance(one, Counted) and one.choices)
    moved = tuple(replace(one, choices=()) if one is first else one for one in votes.contests)
    (wrong,) = wrong_votes(replace(votes, contests=moved), made.truth)
    assert wrong.endswith(f"{first.contest} is counted for nobody")


def test_shares_add_up() -> None:
    whole = PrintoutOutcomes(sheets=3, without_a_person=2, contests=9)
    whole.set_aside["barcode damaged"] += 1
    both = PrintoutOutcomes()
    both.add(whole)
    both.add(whole)
    assert (both.sheets, both.without_a_person, both.contests, both.set_aside.total()) == (6, 4, 18, 2)
    assert "66.7%" in "\n".join(both.lines("honest"))
