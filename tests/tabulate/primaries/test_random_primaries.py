"""Random primaries: what simulated electors put in, against totals, columns, declarations and nominations."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet
from tabulate.board.reconciliation_entries import BallotsOf
from tabulate.county_canvass.declaring import nominates
from tabulate.election import ContestId, Election, PrecinctId
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import Entry
from tabulate.primaries.parties import contest_called, is_primary, parties_in
from tabulate.totals.reconciliation import reconcile
from tabulate.totals.results import total
from tests.soak import examples
from tests.tabulate.definitions_data import Json
from tests.tabulate.primaries.primary_makers import SEPARATE, kept, pollbook, primary_of
from tests.tabulate.several_sheets import Style, batch_of, folded, sheet_of

Marks = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RandomPrimary:
    """Parties, whether the nonpartisan part is a ballot of its own, seats, and precincts."""

    parties: tuple[str, ...]
    separate: bool
    seats: int
    precincts: tuple[str, ...]

    def election(self) -> Election:
        seats = {f"sheriff-{party}": self.seats for party in self.parties} | {"justice": 1}
        purposes: dict[str, Json] = {}
        styles = []
        for party in self.parties:
            for precinct in self.precincts:
                committee = f"committee-{precinct}-{party}"
                seats[committee] = 1
                purposes[committee] = {
                    "office": "precinct committee representative",
                    "territory": "precinct",
                    "precinct_committee": True,
                    "nominated": None,
                }
                beside = () if self.separate else ("justice",)
                own = (f"sheriff-{party}", committee, *beside)
                styles.append(Style(f"{party}{precinct}", (precinct,), (own,)))
        if self.separate:
            styles.append(Style("NP", self.precincts, (("justice",),), SEPARATE))
        return primary_of(styles, seats, purposes)


@dataclass(frozen=True, slots=True)
class PrimaryElector:
    """What one elector put in."""

    precinct: str
    party: str | None
    """Whose ballot; None of who voted none."""
    other: bool
    """Whether the nonpartisan ballot, where it is a separate one, came back."""
    picks: tuple[int, int, int]
    """For sheriff, committee and justice: which of three; 3 for none."""


primaries = st.builds(
    RandomPrimary,
    st.sampled_from([("R", "D"), ("R", "D", "L"), ("L",)]),
    st.booleans(),
    st.integers(1, 2),
    st.sampled_from([("north",), ("north", "south")]),
)


@st.composite
def electors(draw: st.DrawFn, primary: RandomPrimary) -> PrimaryElector:
    none = [None] if primary.separate else []
    party = draw(st.sampled_from([*primary.parties, *none]))
    pick = st.integers(0, 3)
    other = party is None or draw(st.booleans())
    return PrimaryElector(draw(st.sampled_from(primary.precincts)), party, other, draw(st.tuples(pick, pick, pick)))


def put_in(primary: RandomPrimary, election: Election, one: PrimaryElector) -> list[ReadSheet]:
    """The sheets of one elector."""
    chosen = {"sheriff": one.picks[0], "committee": one.picks[1], "justice": one.picks[2]}
    cards = [] if one.party is None else [f"{one.party}{one.precinct}@{one.precinct}"]
    cards += [f"NP@{one.precinct}"] if primary.separate and one.other else []
    found = []
    for card in cards:
        contests = {meaning.contest for meaning in election.card(CardId(card)).meanings}
        picks = ((contest, chosen[contest.split("-")[0]]) for contest in contests)
        marks: dict[tuple[str, str], Mark] = {
            (contest, f"{contest}-{'abc'[pick]}"): Mark.MARKED for contest, pick in picks if pick < 3
        }
        found.append(sheet_of(election, card, marks))
    return found


def truth_of(primary: RandomPrimary, voters: list[PrimaryElector]) -> Counter[tuple[str, str]]:
    """Votes by contest and choice, as every elector meant them; nothing is asked of a sheet with a mark."""
    found: Counter[tuple[str, str]] = Counter()
    for one in voters:
        sheriff, committee, justice = one.picks
        apart = primary.separate and one.other
        with_party = one.party is not None
        if with_party and sheriff < 3:
            found[f"sheriff-{one.party}", f"sheriff-{one.party}-{'abc'[sheriff]}"] += 1
        if with_party and committee < 3:
            name = f"committee-{one.precinct}-{one.party}"
            found[name, f"{name}-{'abc'[committee]}"] += 1
        if justice < 3 and (apart or (with_party and not primary.separate)):
            found["justice", f"justice-{'abc'[justice]}"] += 1
    return found


@given(st.data())
@settings(max_examples=examples(15), deadline=None)
def test_every_total_and_column_of_a_random_primary_is_what_its_electors_put_in(data: st.DataObject) -> None:
    primary = data.draw(primaries)
    voters = data.draw(st.lists(electors(primary), min_size=1, max_size=10))
    election = primary.election()
    sheets = [sheet for one in voters for sheet in put_in(primary, election, one)]
    entries: list[Entry] = []
    for name in primary.precincts:
        precinct, own = PrecinctId(name), [one for one in voters if one.precinct == name]
        voted = Counter(one.party for one in own)
        left: dict[str, int] = {party: len(own) - voted[party] for party in parties_in(election, precinct)}
        entries += [pollbook(len(own), precinct), kept(len(own), left, precinct)]
    batch = batch_of(election, "A", BatchKind.POLLS, data.draw(st.permutations(sheets)))
    state = folded(batch, others=entries)
    assert is_primary(election)
    assert set(parties_in(election, PrecinctId(primary.precincts[0]))) == set(primary.parties)
    totals = total(election, state.real, False)
    true = truth_of(primary, voters)
    for contest in totals.contests:
        for choice in contest.choices:
            told, meant = choice.votes, true[contest.contest, choice.choice]
            assert told == meant
        assert contest.votes == sum(votes for (name, _), votes in true.items() if name == contest.contest)
    titles = [contest_called(election, election.contest(ContestId(f"sheriff-{one}"))) for one in primary.parties]
    assert len(set(titles)) == len(primary.parties), "no two parties' contests are called alike"
    assert sum(nominates(one) for one in election.contests) == len(primary.parties) + 1, "no committee nominates"
    found = reconcile(state, election)
    for line in found.primary:
        own = [one for one in voters if one.precinct == line.precinct]
        assert [one.voted for one in line.parties] == [
            sum(each.party == one.party for each in own) for one in line.parties
        ]
        lacking = sum(not one.other for one in own) if primary.separate else 0
        assert line.others == (len(own) - lacking if primary.separate else None)
        assert [(one.of, one.ballots) for one in line.differences] == (
            [(BallotsOf.OTHERS, -lacking)] if lacking else []
        )
        assert sum(one.unvoted or 0 for one in line.parties) == line.issued - line.voted if line.issued else True


@given(st.data())
@settings(max_examples=examples(12), deadline=None)
def test_one_ballot_lost_or_added_is_always_said(data: st.DataObject) -> None:
    """Of the parties' ballots by the sets, of the others by the electors: whatever else is so."""
    primary = RandomPrimary(("R", "D"), True, 1, ("north",))
    voters = data.draw(st.lists(electors(primary), min_size=1, max_size=8))
    voters = [PrimaryElector(one.precinct, one.party, True, one.picks) for one in voters]
    election, north = primary.election(), PrecinctId("north")
    sheets = [sheet for one in voters for sheet in put_in(primary, election, one)]
    left = {party: sum(one.party != party for one in voters) for party in primary.parties}
    others: list[Entry] = [pollbook(len(voters), north), kept(len(voters), left, north)]
    lost = data.draw(st.integers(0, len(sheets) - 1))
    fewer = [*sheets[:lost], *sheets[lost + 1 :]]
    more = [*sheets, sheets[lost]]
    for changed in (fewer, more):
        found = reconcile(folded(batch_of(election, "A", BatchKind.POLLS, changed), others=others), election)
        assert len(found.differences) >= 1
    whole = reconcile(folded(batch_of(election, "A", BatchKind.POLLS, sheets), others=others), election)
    assert whole.differences == ()
