"""Editions as one election: nobody's vote is lost, doubled or moved to another person (13-12-204, 13-15-106)."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.layout import CardId
from imaging.sheets import Mark
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import declared_in
from tabulate.definitions.findings import Findings
from tabulate.editions.comparing import check_edition
from tabulate.editions.joined import (
    FurtherEdition,
    JoinedElection,
    cards_alike,
    editions_of,
    election_of_batch,
    election_of_style,
    join,
)
from tabulate.editions.names import NameStated
from tabulate.election import BallotStyleId, ChoiceId, DeclaredWriteIn, Election, PrintoutRule
from tabulate.errors import DefinitionError
from tabulate.precincts import PartId, PrecinctId, PrecinctPart
from tabulate.rules_edition import CURRENT_RULES
from tabulate.totals.results import total
from tabulate.votes import Counted, cast_vote_record
from tests.soak import examples
from tests.tabulate.editions.edited import Edited, editions, marks_on, tally_of, votes_on, with_digest
from tests.tabulate.elections import CARD, contest, election_of, sheet


def joined_of(found: list[Edited]) -> JoinedElection:
    joined = join(found[0].election, [FurtherEdition(one.election, one.names) for one in found[1:]])
    assert isinstance(joined, JoinedElection)
    return joined


@settings(max_examples=examples(120), deadline=None)
@given(st.data())
def test_joined_totals_are_the_sum_of_separate_counts(data: st.DataObject) -> None:
    found = data.draw(editions())
    joined = joined_of(found)
    ballots = [
        (number, marks)
        for number, one in enumerate(found, start=1)
        for marks in data.draw(st.lists(marks_on(one.election), max_size=4))
    ]
    counted = tally_of([votes_on(joined, found[n - 1].election, n, marks) for n, marks in ballots])
    results = total(joined, counted, test=False)  # The arithmetic of every contest is checked in it.
    apart = [
        tally_of(
            [
                cast_vote_record(sheet(one.election, marks), one.election, CURRENT_RULES)
                for n, marks in ballots
                if n == number
            ]
        )
        for number, one in enumerate(found, start=1)
    ]
    for totals in results.contests:
        separate = [one for tally in apart for (_, key), one in tally.contests.items() if key == totals.contest]
        assert totals.sheets == sum(one.sheets for one in separate)
        assert totals.undervotes == sum(one.undervotes for one in separate)
        assert totals.waiting == sum(one.questionable.total() for one in separate)
        assert totals.votes == sum(one.votes.total() for one in separate)
    expected: Counter[tuple[str, str]] = Counter()
    for one, edition, tally in zip(found, joined.editions, apart, strict=True):
        for own, there in zip(one.election.contests, edition.election.contests, strict=True):
            assert [choice.name for choice in own.choices] == [choice.name for choice in there.choices]
            for mine, same in zip(own.choices, there.choices, strict=True):
                cast = (part.votes[mine.id] for (_, key), part in tally.contests.items() if key == own.id)
                expected[own.id, same.id] += sum(cast)
    found_votes = {(one.contest, line.choice): line.votes for one in results.contests for line in one.choices}
    assert found_votes == dict(expected)


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_the_order_of_counting_does_not_matter(data: st.DataObject) -> None:
    found = data.draw(editions())
    joined = joined_of(found)
    records = [
        votes_on(joined, one.election, number, marks)
        for number, one in enumerate(found, start=1)
        for marks in data.draw(st.lists(marks_on(one.election), max_size=3))
    ]
    shuffled = data.draw(st.permutations(records))
    assert total(joined, tally_of(shuffled), test=False) == total(joined, tally_of(records), test=False)


@settings(max_examples=examples(60), deadline=None)
@given(editions())
def test_what_an_edition_is_called_stays_when_a_later_one_is_taken(found: list[Edited]) -> None:
    joined, before = joined_of(found), joined_of(found[:2])
    for one, earlier in zip(joined.editions, before.editions, strict=False):
        assert one.election.cards == earlier.election.cards
        assert one.election.ballot_styles == earlier.election.ballot_styles
        assert [known.choices for known in one.election.contests] == [
            known.choices for known in earlier.election.contests
        ]
    ids = [card.id for card in joined.cards]
    assert len(set(ids)) == len(ids)
    assert [printed.card for printed in joined.layouts.printed] == ids
    for one in joined.editions:
        assert all(election_of_style(joined, style.id) is one.election for style in one.election.ballot_styles)


@settings(max_examples=examples(60), deadline=None)
@given(editions())
def test_what_the_corrections_draw_the_checks_let_through_and_never_without_a_word(found: list[Edited]) -> None:
    first, second = found[0].election, found[1]
    findings = Findings()
    check_edition(findings, first, second.election, second.names)
    findings.stop_if_any()
    if second.names:
        findings = Findings()
        check_edition(findings, first, second.election, second.names[1:])
        assert problems_of(findings)


def problems_of(findings: Findings) -> list[str]:
    try:
        findings.stop_if_any()
    except DefinitionError as error:
        return [str(problem) for problem in error.problems]
    return []


SHERIFF = contest("sheriff", ["ames", "burke"], write_ins=1)
LEVY = contest("levy", ["for", "against"])
AMES = ChoiceId("ames")
FIRST = with_digest(election_of([SHERIFF, LEVY]), 1)


def corrected(*choices: tuple[str, str], names: tuple[NameStated, ...] = ()) -> JoinedElection:
    """With other choices for sheriff, pairs of id and name."""
    printed = tuple(replace(SHERIFF.choices[0], id=ChoiceId(id_), name=name) for id_, name in choices)
    second = with_digest(election_of([replace(SHERIFF, choices=printed), LEVY]), 2)
    joined = join(FIRST, [FurtherEdition(second, names)])
    assert isinstance(joined, JoinedElection)
    return joined


def test_a_dead_candidates_votes_stay_his_and_the_successors_are_apart() -> None:
    joined = corrected(("cole", "Cole"), ("burke", "Burke"))
    own = [one.election for one in joined.editions]
    records = [
        votes_on(joined, own[0], 1, {("sheriff", "ames"): Mark.MARKED}),
        votes_on(joined, own[0], 1, {("sheriff", "burke"): Mark.MARKED}),
        votes_on(joined, own[1], 2, {("sheriff", "cole"): Mark.MARKED}),
        votes_on(joined, own[1], 2, {("sheriff", "burke"): Mark.MARKED}),
        votes_on(joined, own[1], 2, {("sheriff", "write-in-0"): Mark.MARKED}),
    ]
    sheriff, levy = total(joined, tally_of(records), test=False).contests
    assert [(one.label, one.votes) for one in sheriff.choices] == [
        ("Ames (edition 1)", 1),
        ("Burke", 2),
        ("Cole (edition 2)", 1),
    ]
    assert sheriff.write_ins_pending == 1
    assert (levy.undervotes, [one.label for one in levy.choices]) == (5, ["For", "Against"])


def test_another_person_under_the_same_id_has_an_id_and_votes_of_the_own() -> None:
    said = NameStated(SHERIFF.id, ChoiceId("ames"), "Ames", "Zorn", same=False)
    joined = corrected(("ames", "Zorn"), ("burke", "Burke"), names=(said,))
    record = votes_on(joined, joined.editions[1].election, 2, {("sheriff", "ames-edition-2"): Mark.MARKED})
    assert record.contests[0] == Counted(SHERIFF.id, (ChoiceId("ames-edition-2"),), 0)
    (sheriff, _) = total(joined, tally_of([record]), test=False).contests
    assert [(one.choice, one.name, one.votes) for one in sheriff.choices] == [
        ("ames", "Ames", 0),
        ("burke", "Burke", 0),
        ("ames-edition-2", "Zorn", 1),
    ]
    own = replace(SHERIFF, choices=(replace(SHERIFF.choices[0], name="Zorn"), SHERIFF.choices[1]))
    second, third = (with_digest(election_of(contests), n) for n, contests in ((2, [own, LEVY]), (3, [own])))
    again = join(FIRST, [FurtherEdition(second, (said,)), FurtherEdition(third)])
    assert [choice.id for choice in again.contest(SHERIFF.id).choices] == ["ames", "burke", "ames-edition-2"]


def test_a_corrected_name_is_the_same_person_and_shown_as_the_newest_ballot_prints_it() -> None:
    said = NameStated(SHERIFF.id, ChoiceId("ames"), "Ames", "Amos", same=True)
    joined = corrected(("ames", "Amos"), ("burke", "Burke"), names=(said,))
    assert joined.contest(SHERIFF.id).names == {"ames": "Amos", "burke": "Burke"}
    styles = [style.id for style in joined.ballot_styles]
    assert [election_of_style(joined, style).contest(SHERIFF.id).names[AMES] for style in styles] == ["Ames", "Amos"]


def test_whoever_declared_may_be_written_in_on_each_edition_but_where_printed() -> None:
    zoe = DeclaredWriteIn(ChoiceId("zoe"), "Zoe", ("Zoe",))
    first = replace(FIRST, contests=(replace(SHERIFF, declared_write_ins=(zoe,)), LEVY))
    printed = replace(SHERIFF, choices=(*SHERIFF.choices, replace(SHERIFF.choices[0], id=zoe.id, name="Zoe")))
    joined = join(first, [FurtherEdition(with_digest(election_of([printed, LEVY]), 2))])
    assert joined.contest(SHERIFF.id).declared_write_ins == ()
    one, two = (edition.election.contest(SHERIFF.id).declared_write_ins for edition in editions_of(joined))
    assert (one, two) == ((zoe,), ())


def test_a_batch_without_a_word_is_read_by_the_editions_that_sheets_show() -> None:
    second, third = (with_digest(election_of([SHERIFF, LEVY]), number) for number in (2, 3))
    joined = join(FIRST, [FurtherEdition(second), FurtherEdition(third, apart=True)])
    assert isinstance(joined, JoinedElection)
    told = election_of_batch(joined, None)
    assert [card.id for card in told.cards] == ["style@north", "style-edition-2@north"]
    assert [card.id for card in election_of_batch(joined, 3).cards] == ["style-edition-3@north"]
    assert election_of_batch(FIRST, 1) is FIRST


def test_a_card_is_like_itself_in_the_other_editions_and_like_no_other_style() -> None:
    second, third = (CardId(f"style-edition-{number}@north") for number in (2, 3))
    corrected_twice = [FurtherEdition(with_digest(FIRST, number), apart=True) for number in (2, 3)]
    joined = join(FIRST, corrected_twice)
    assert cards_alike(joined, CARD) == (CARD, second, third)
    assert cards_alike(joined, third) == (third, CARD, second)
    # A first definition may have an id that ends as if it were a later edition's.
    style = replace(FIRST.ballot_styles[0], id=BallotStyleId("style-edition-4"))
    card = replace(FIRST.cards[0], id=CardId("style-edition-4@north"), ballot_style=style.id)
    layout = replace(FIRST.layouts.cards[0], card=card.id)
    both = replace(
        FIRST,
        ballot_styles=(*FIRST.ballot_styles, style),
        cards=(*FIRST.cards, card),
        layouts=replace(FIRST.layouts, cards=(*FIRST.layouts.cards, layout)),
    )
    assert cards_alike(join(both, corrected_twice), card.id) == (card.id,)


def test_who_declared_late_and_is_printed_on_a_later_edition_is_one_person_with_one_row() -> None:
    zoe = WriteInDeclared("sheriff", "sheriff-zoe", "Zoe", ("Zoe",), "13-10-211(2)", "clerk")
    joined = corrected(("ames", "Ames"), ("burke", "Burke"), ("sheriff-zoe", "Zoe"))
    record = votes_on(joined, joined.editions[1].election, 2, {("sheriff", "sheriff-zoe"): Mark.MARKED})
    (sheriff, _) = total(joined, tally_of([record]), False, [zoe]).contests
    assert [(one.name, one.votes) for one in (*sheriff.choices, *sheriff.write_ins)] == [
        ("Ames", 0),
        ("Burke", 0),
        ("Zoe", 1),
    ]
    one, two = (declared_in(edition.election.contest(SHERIFF.id), [zoe]) for edition in joined.editions)
    assert ([person.id for person in one], two) == (["sheriff-zoe"], ())


def test_what_an_election_has_besides_is_in_the_joined_one_too() -> None:
    """Also what is not thought of here: each field is the first edition's, or put together of all."""
    part = PrecinctPart(PartId("a"), "A", PrecinctId("north"), ())
    own = [replace(one, parts=(part,), printout_rule=PrintoutRule.HAND_COUNT) for one in (FIRST, with_digest(FIRST, 2))]
    joined = join(own[0], [FurtherEdition(own[1])])
    assert (joined.parts, joined.printout_rule) == ((part,), PrintoutRule.HAND_COUNT)
    for field in fields(Election):
        if field.init and field.name not in ("ballot_styles", "cards", "layouts"):
            assert getattr(joined, field.name) == getattr(own[0], field.name), field.name
