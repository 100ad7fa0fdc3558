"""The votes of a record's contests as the canvass uses them: the manual count where precincts were audited (W6)."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from canvass.auditing.definitive import AuditedContest, BothFigures
from canvass.recounting.votes_by_precinct import PrecinctVotes, added, corrected, position_of
from tabulate.election import ChoiceId, DeclaredWriteIn, PrecinctId
from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.rights import PositionTotals, VotesFor, exact, line_of
from tabulate.totals.results import ChoiceTotal, ContestTotals
from tests.tabulate.elections import contest

ASH, BIRCH, WREN = ChoiceId("ash"), ChoiceId("birch"), ChoiceId("wren")
TREASURER = replace(
    contest("treasurer", (ASH, BIRCH), write_ins=1),
    scope=None,
    purpose=Purpose(Office.TREASURER, Territory.COUNTY),
    declared_write_ins=(DeclaredWriteIn(WREN, "Wren", ("Wren",)),),
)
W6 = ContestTotals(
    TREASURER.id,
    TREASURER.title,
    seats=1,
    sheets=10_600,
    choices=(ChoiceTotal(ASH, "Ash", 5_210), ChoiceTotal(BIRCH, "Birch", 5_213)),
    write_ins_allowed=True,
    write_ins_pending=0,
    undervotes=177,
    questionable=(),
)


def audited(*rows: tuple[str, str, int, int]) -> AuditedContest:
    both = tuple(BothFigures(ChoiceId(choice), name, machine, manual) for choice, name, machine, manual in rows)
    return AuditedContest(TREASURER.id, TREASURER.title, both, differs=True)


CHANGED = (("ash", "Ash", 5_210, 5_216), ("birch", "Birch", 5_213, 5_213))


def test_w6_the_manual_count_changes_the_winner_and_the_loser_may_have_a_recount() -> None:
    assert [one.choice for one in line_of(position_of(TREASURER, W6, None)).winners] == ["birch"]
    found = line_of(position_of(TREASURER, W6, audited(*CHANGED)))
    assert [one.choice for one in found.winners] == ["ash"]
    assert (found.defeats[0].votes.choice, found.margin, found.recount.value) == ("birch", 3, "free")
    assert (exact(found.total_vote), exact(found.limit_free)) == ("10429", "26.0725")


def test_people_written_in_stand_by_name_with_the_committees_figures() -> None:
    with_wren = replace(W6, write_ins=(ChoiceTotal(WREN, "Wren", 4),), write_ins_pending=9)
    plain = position_of(TREASURER, with_wren, None)
    assert [(one.choice, one.votes) for one in plain.votes] == [("ash", 5_210), ("birch", 5_213), ("write-in:Wren", 4)]
    assert plain.others == 9
    rows = (*CHANGED, ("wren", "Wren (write-in)", 4, 7), ("write-ins", "write-ins not yet read", 9, 8))
    counted = position_of(TREASURER, with_wren, audited(*rows))
    assert (counted.votes[2].choice, counted.votes[2].votes, counted.others) == ("write-in:Wren", 7, 8)


def test_somebody_whom_the_committee_alone_found_is_called_as_the_definition_does() -> None:
    rows = (*CHANGED, ("wren", "Wren (write-in)", 0, 2))
    assert position_of(TREASURER, W6, audited(*rows)).votes[2].choice == "write-in:Wren"
    none = (*CHANGED, ("wren", "Wren (write-in)", 0, 0))
    assert len(position_of(TREASURER, W6, audited(*none)).votes) == 2


def test_ballots_are_the_total_where_the_state_reads_it_so() -> None:
    assert line_of(position_of(TREASURER, W6, None, ballots=True)).total_vote == W6.sheets
    state = replace(TREASURER, purpose=Purpose(Office.STATE_AUDITOR, Territory.STATE))
    assert line_of(position_of(state, W6, None, ballots=True)).total_vote == 10_423


figures = st.lists(st.integers(0, 500), min_size=3, max_size=3)


def counted(name: str, votes: Sequence[int]) -> PrecinctVotes:
    ash, birch, wren = votes
    shown = (VotesFor("ash", "Ash", ash), VotesFor("birch", "Birch", birch), VotesFor("write-in:Wren", "Wren", wren))
    return PrecinctVotes(PrecinctId(name), PositionTotals(TREASURER, shown), sum(votes))


@given(st.lists(st.tuples(figures, st.none() | figures), min_size=1, max_size=6), figures)
def test_what_was_recounted_takes_the_place_of_what_was_canvassed_and_nothing_else_moves(
    precincts: list[tuple[list[int], list[int] | None]], elsewhere: list[int]
) -> None:
    whole = counted("all", [sum(column) for column in zip(*(was for was, _ in precincts), strict=True)]).position
    pairs = [
        (counted(str(number), was), counted(str(number), found))
        for number, (was, found) in enumerate(precincts)
        if found is not None
    ]
    expected = [sum(column) for column in zip(*(found or was for was, found in precincts), strict=True)]
    assert [one.votes for one in corrected(whole, pairs).votes] == expected
    others = dict(zip(("ash", "birch", "write-in:Wren"), elsewhere, strict=True))
    with_others = added(corrected(whole, pairs), others)
    assert [one.votes for one in with_others.votes] == [
        own + more for own, more in zip(expected, elsewhere, strict=True)
    ]


def test_a_precinct_of_which_nothing_was_counted_adds_what_was_found() -> None:
    whole = counted("all", (5, 4, 0)).position
    found = corrected(whole, [(None, counted("P9", (0, 2, 1)))])
    assert [one.votes for one in found.votes] == [5, 6, 1]
    assert added(whole, {"write-in:Zed": 2}).votes[-1] == VotesFor("write-in:Zed", "Zed", 2)
