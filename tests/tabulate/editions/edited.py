"""Random contests, random corrections of them, and random ballots of each edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from imaging.layout import CardId
from imaging.sheets import Mark
from tabulate.editions.names import NameStated
from tabulate.election import Choice, ChoiceId, Contest, Election
from tabulate.rules_edition import CURRENT_RULES
from tabulate.tally import Tally
from tabulate.votes import CastVoteRecord, cast_vote_record
from tests.tabulate.elections import CARD, contest, election_of, sheet

NAMES = ("ames", "burke", "cole", "dunn", "eads")
MARKS = st.sampled_from([Mark.UNMARKED, Mark.UNMARKED, Mark.MARKED, Mark.AMBIGUOUS])


@dataclass(frozen=True)
class Edited:
    """An edition, and what must be said of its names."""

    election: Election
    names: tuple[NameStated, ...] = ()


@st.composite
def contests(draw: st.DrawFn) -> list[Contest]:
    return [
        contest(
            f"office-{number}",
            [f"{name}-{number}" for name in NAMES[: draw(st.integers(1, 4))]],
            draw(st.integers(1, 2)),
            draw(st.integers(0, 2)),
        )
        for number in range(draw(st.integers(1, 3)))
    ]


@st.composite
def corrections(
    draw: st.DrawFn, number: int, before: Sequence[Contest]
) -> tuple[list[Contest], tuple[NameStated, ...]]:
    """The contests of edition `number`: some as they were, some with other choices, names or persons, one new."""
    after, names = [], []
    for one in before:
        match draw(st.sampled_from(["as it was", "as it was", "died", "misprint", "same id", "dropped"])):
            case "died" if len(one.choices) > 1 or one.write_ins:
                successor = Choice(ChoiceId(f"new-{number}-{one.id}"), f"New {number}")
                after.append(replace(one, choices=(*one.choices[1:], successor)))
            case ("misprint" | "same id") as what if one.choices:
                first = one.choices[0]
                other = replace(first, name=f"{first.name} {number}")
                names.append(NameStated(one.id, first.id, first.name, other.name, what == "misprint"))
                after.append(replace(one, choices=(other, *one.choices[1:])))
            case "dropped" if len(before) > 1:
                pass
            case _:
                after.append(one)
    if not after or draw(st.booleans()):
        after.append(contest(f"added-{number}", [f"zed-{number}"], write_ins=1))
    return after, tuple(names)


@st.composite
def editions(draw: st.DrawFn) -> list[Edited]:
    """Two or three editions of one election; each corrects the one before."""
    made = draw(contests())
    found = [Edited(with_digest(election_of(made), 1))]
    for number in range(2, draw(st.integers(2, 3)) + 1):
        made, names = draw(corrections(number, made))
        found.append(Edited(with_digest(election_of(made), number), names))
    return found


def with_digest(election: Election, number: int) -> Election:
    """As if the definition's bytes were others."""
    return replace(election, definition_sha256=f"{number:064x}")


@st.composite
def marks_on(draw: st.DrawFn, election: Election) -> dict[tuple[str, str], Mark]:
    return {(one.contest, one.choice): draw(MARKS) for one in election.cards[0].meanings}


def card_of(edition: int) -> CardId:
    """The card of the edition's one style, among all editions."""
    return CARD if edition == 1 else CardId(f"style-edition-{edition}@north")


def votes_on(joined: Election, own: Election, edition: int, marks: dict[tuple[str, str], Mark]) -> CastVoteRecord:
    """What the law makes of a ballot of the edition, in the joined election."""
    return cast_vote_record(replace(sheet(own, marks), card=card_of(edition)), joined, CURRENT_RULES)


def tally_of(records: Sequence[CastVoteRecord]) -> Tally:
    tally = Tally()
    for record in records:
        tally.add(record)
    return tally
