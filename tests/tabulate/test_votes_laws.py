"""What holds for every ballot, whatever is on it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import Mark, ReadSheet
from tabulate.election import Election
from tabulate.questions import Question
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import CastVoteRecord, Counted, Questionable, cast_vote_record
from tests.tabulate.elections import contest, election_of, read, target

UNMARKED = Question.UNMARKED_BALLOT


@st.composite
def ballots(draw: st.DrawFn) -> tuple[Election, ReadSheet]:
    shapes = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=5))
    contests = [
        contest(f"contest-{number}", [f"choice-{n}" for n in range(max(choices, 1 - lines))], seats, lines)
        for number, (choices, seats, lines) in enumerate(shapes)
    ]
    election = election_of(contests)
    count = len(election.cards[0].meanings)
    marks = draw(st.lists(st.sampled_from(Mark), min_size=count, max_size=count))
    writing = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    targets = [target(n, mark, there) for n, (mark, there) in enumerate(zip(marks, writing, strict=True), 1)]
    return election, read(targets)


def counted_choices(record: CastVoteRecord) -> set[tuple[str, str]]:
    return {(c.contest, choice) for c in record.contests if isinstance(c, Counted) for choice in c.choices}


@given(ballots())
def test_in_every_counted_contest_votes_and_undervotes_are_the_seats(ballot):
    election, reading = ballot
    record = cast_vote_record(reading, election, CURRENT_RULES)
    assert [reading.contest for reading in record.contests] == [c.id for c in election.contests]
    for office, of_contest in zip(election.contests, record.contests, strict=True):
        if isinstance(of_contest, Counted):
            assert len(of_contest.choices) + of_contest.undervotes == office.seats
            assert len(set(of_contest.choices)) == len(of_contest.choices)
            assert of_contest.undervotes >= 0


@given(ballots())
def test_no_vote_is_counted_where_the_machine_saw_no_clear_mark(ballot):
    election, reading = ballot
    marked = {
        (meaning.contest, meaning.choice)
        for meaning, seen in zip(election.cards[0].meanings, reading.targets, strict=True)
        if seen.mark is Mark.MARKED
    }
    assert counted_choices(cast_vote_record(reading, election, CURRENT_RULES)) <= marked


@given(ballots(), st.data())
def test_one_more_ambiguous_mark_never_adds_a_vote(ballot, data):
    election, reading = ballot
    place = data.draw(st.integers(0, len(reading.targets) - 1))
    more = [*reading.targets]
    more[place] = replace(more[place], mark=Mark.AMBIGUOUS)
    before = cast_vote_record(reading, election, CURRENT_RULES)
    after = cast_vote_record(replace(reading, targets=tuple(more)), election, CURRENT_RULES)
    assert counted_choices(after) <= counted_choices(before)
    touched = election.cards[0].meanings[place].contest
    assert all(c.contest != touched or isinstance(c, Questionable) for c in after.contests)


@given(ballots(), st.randoms(use_true_random=False))
def test_the_order_in_which_targets_were_read_does_not_matter(ballot, random):
    election, reading = ballot
    shuffled = [*reading.targets]
    random.shuffle(shuffled)
    again = cast_vote_record(replace(reading, targets=tuple(shuffled)), election, CURRENT_RULES)
    assert again == cast_vote_record(reading, election, CURRENT_RULES)


@given(ballots())
def test_every_questionable_contest_is_asked_about_once_and_no_counted_one_is(ballot):
    election, reading = ballot
    record = cast_vote_record(reading, election, CURRENT_RULES)
    whole = UNMARKED in {raised.question for raised in record.questions}
    of_contests = [raised.contest for raised in record.questions if raised.contest and raised.choice is None]
    questionable = [c.contest for c in record.contests if isinstance(c, Questionable)]
    doubted = [c.contest for c in record.contests if isinstance(c, Questionable) and c.question is not UNMARKED]
    assert of_contests == doubted
    assert whole is all(seen.mark is not Mark.MARKED for seen in reading.targets)
    assert not whole or questionable == [c.id for c in election.contests]
    write_ins = {(q.contest, q.choice) for q in record.questions if q.question is Question.WRITE_IN}
    assert write_ins == {key for key in counted_choices(record) if key[1].startswith("write-in-")}
