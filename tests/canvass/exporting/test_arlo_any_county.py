"""Whatever contests, stacks and votes there are: what passes the refusals passes Arlo's rules, with the same sums."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import assume, event, given
from hypothesis import strategies as st

from canvass.exporting.arlo.arlo_files import ArloAudit, arlo_files, heading_faults, sums_of
from canvass.exporting.arlo.arlo_names import ArloNames, name_faults
from canvass.exporting.arlo.audited_ballots import WRITE_IN, AuditedBallot, AuditedBatch, BallotVotes, summed
from tabulate.board.places import SheetName
from tabulate.election import Choice, ChoiceId, Contest, ContestId, ContestKind
from tests.canvass.exporting import arlo_restated
from tests.tabulate.test_ledger_fold import ELECTION

NAMES = st.one_of(
    st.sampled_from(
        ["Ann", "ann ", "Totally", "sub total", "=1", "O'Neil — “Jr.”", 'José, "P": x', "x" * 200, "x" * 201]
    ),
    st.text(st.sampled_from("ab ,:;\"'-é—1|\t"), min_size=1, max_size=8),
)


@st.composite
def audits(draw: st.DrawFn) -> ArloAudit:
    contests = [_contest(draw, number) for number in range(draw(st.integers(1, 3)))]
    stacks = draw(st.lists(st.tuples(NAMES, NAMES, st.integers(1, 5)), min_size=1, max_size=4))
    batches = [_batch(draw, name, machine, size, contests) for name, machine, size in stacks]
    by_ballots = draw(st.booleans())
    return ArloAudit(ELECTION, tuple(contests), tuple(batches), ArloNames({}), "a@b.gov", by_ballots, False)


def _contest(draw: st.DrawFn, number: int) -> Contest:
    choices = [Choice(ChoiceId(f"c{number}-{place}"), draw(NAMES)) for place in range(draw(st.integers(1, 3)))]
    seats, lines = draw(st.integers(1, 2)), draw(st.integers(0, 2))
    kind = ContestKind.CANDIDATE
    return Contest(ContestId(f"c{number}"), draw(NAMES), kind, None, None, seats, tuple(choices), lines)


def _batch(draw: st.DrawFn, name: str, machine: str, size: int, contests: list[Contest]) -> AuditedBatch:
    numbers = sorted(draw(st.sets(st.integers(1, 9), min_size=size, max_size=size)))
    ballots = tuple(
        AuditedBallot(SheetName(name, one), {each.id: _votes(draw, each) for each in contests if draw(st.booleans())})
        for one in numbers
    )
    return AuditedBatch(name, machine, size, ballots, summed(ballots))


def _votes(draw: st.DrawFn, contest: Contest) -> BallotVotes:
    if draw(st.integers(0, 5)) == 0:
        return BallotVotes(1, Counter(), overvoted=True)
    keys = [str(one.id) for one in contest.choices] + [WRITE_IN] * contest.write_ins
    chosen = draw(st.lists(st.sampled_from(range(len(keys))), unique=True, max_size=min(contest.seats, len(keys))))
    return BallotVotes(1, Counter(keys[place] for place in chosen))


@given(audits())
def test_what_passes_the_refusals_passes_arlo_with_the_same_sums(drawn: ArloAudit) -> None:
    audit = drawn
    if any(_refusals(audit)):
        event("refused")
        audit = _with_plain_names(audit)
        assume(not any(_refusals(audit)))
    files = {one.name: one.content for one in arlo_files(audit)}
    columns = ("Tabulator", "Batch Name", "Number of Ballots")
    key = columns[:2] if audit.by_ballots else columns[1:2]
    manifest = arlo_restated.table(files["manifest.csv"], columns, columns[2:], key)
    sums = sums_of(audit)
    if not audit.by_ballots:
        _check_totals(audit, files["totals-by-batch.csv"])
        return
    found = arlo_restated.cvrs(files["cvrs.csv"], manifest).contests
    for contest in audit.contests:
        read, named = found[audit.names.contest(contest)], audit.names.choices(contest)
        assert read.ballots == sums[contest.id].ballots
        assert +read.votes == +Counter({name: sums[contest.id].votes[id_] for id_, name in named.items()})
        overvoted = [
            one.contests[contest.id].overvoted
            for each in audit.batches
            for one in each.ballots
            if contest.id in one.contests
        ]
        assert read.overvoted == sum(overvoted)


def _refusals(audit: ArloAudit) -> list[str]:
    return [*name_faults(audit.contests, audit.batches, audit.names), *heading_faults(audit)]


def test_columns_of_two_contests_that_read_the_same_are_refused() -> None:
    def contest(id_: str, title: str, choice: str) -> Contest:
        choices = (Choice(ChoiceId(f"{id_}-1"), choice),)
        return Contest(ContestId(id_), title, ContestKind.CANDIDATE, None, None, 1, choices, 0)

    batch = AuditedBatch("one", "left", 1, (), {})
    audit = ArloAudit(
        ELECTION, (contest("a", "A", "B - C"), contest("b", "A - B", "C")), (batch,), ArloNames({}), "", False, False
    )
    assert list(heading_faults(audit)) == ["Two columns of the totals are called 'a - b - c'."]
    alone = replace(audit, contests=(contest("a", "A", "Batch name"),))
    assert list(heading_faults(alone)) == ["Two columns of the totals are called 'batch name'."]


def _check_totals(audit: ArloAudit, content: bytes) -> None:
    named = [(one, id_, name) for one in audit.contests for id_, name in audit.names.choices(one).items()]
    one_contest = len(audit.contests) == 1
    heads = [name if one_contest else f"{audit.names.contest(one)} - {name}" for one, _, name in named]
    rows = arlo_restated.table(content, ("Batch Name", *heads), tuple(heads), ("Batch Name",))
    for place, (contest, id_, _) in enumerate(named, 1):
        assert sum(int(row[place]) for row in rows) == sums_of(audit)[contest.id].votes[id_]


def _with_plain_names(audit: ArloAudit) -> ArloAudit:
    """Numbers in place of the names that are refused; a name that passes stays at its place."""
    given = {str(one.id): f"{one.title[:90].strip()} {one.id}" for one in audit.contests}
    given |= {str(choice.id): f"x{choice.id}" for one in audit.contests for choice in one.choices}
    batches = [replace(one, name=f"batch {place}", machine="left") for place, one in enumerate(audit.batches)]
    return replace(audit, names=ArloNames(given), batches=tuple(batches))


def test_an_overvote_of_a_contest_with_fewer_choices_than_votes_is_still_an_overvote() -> None:
    contest = Contest(ContestId("a"), "A", ContestKind.CANDIDATE, None, None, 2, (Choice(ChoiceId("b"), "B"),), 0)
    ballots = (AuditedBallot(SheetName("one", 1), {contest.id: BallotVotes(1, Counter(), overvoted=True)}),)
    batch = AuditedBatch("one", "left", 1, ballots, summed(ballots))
    audit = ArloAudit(ELECTION, (contest,), (batch,), ArloNames({}), "a@b.gov", True, False)
    files = {one.name: one.content for one in arlo_files(audit)}
    assert arlo_restated.cvrs(files["cvrs.csv"], [["left", "one", "1"]]).contests["A"].overvoted == 1
