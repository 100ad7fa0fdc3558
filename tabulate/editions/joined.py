"""One election of all its editions: contests merged, and every card with the style and the choices of its own edition.

The joined election is derived from the editions in their order and from nothing else. What an edition is given here,
its ids above all, stays what it is when a later one is taken. So a sheet's entry means the same for good.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from imaging.layout import CardId
from tabulate.editions.merging import merged_contests, merged_layouts, with_declared, without_repeats
from tabulate.editions.names import NameStated
from tabulate.editions.renaming import own_id, renamed
from tabulate.election import BallotStyle, BallotStyleId, Card, ChoiceId, ContestId, Election


@dataclass(frozen=True, slots=True)
class FurtherEdition:
    """An edition after the first, as it was given."""

    election: Election
    """As its own definition describes it."""
    names: tuple[NameStated, ...] = ()
    apart: bool = False
    """Whether its sheets are counted in batches of their own, since they do not show of which edition they are."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition among others."""

    number: int
    """From 1."""
    election: Election
    """Its own contests, names, styles and cards, under the ids that they have in the joined election."""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class JoinedElection(Election):
    """An election whose ballots were corrected after printing (13-12-204).

    Its contests have the choices of every edition and the newest name of each. Styles and cards are those of all
    editions. Ask `election_of_style` for the names that stand on one sheet.
    """

    editions: tuple[Edition, ...] = ()

    @property
    def first_styles(self) -> tuple[BallotStyle, ...]:
        """Those of the first edition. A later one may have a separate ballot for one office."""
        return self.editions[0].election.ballot_styles


def join(first: Election, further: Sequence[FurtherEdition]) -> Election:
    """The election of all editions, in their order; the first one itself where there is no other."""
    editions = [Edition(1, first)]
    for one in further:
        own = renamed(one.election, [known.election for known in editions], one.names)
        editions.append(Edition(len(editions) + 1, own, one.apart))
    return _joined(editions) if further else first


def _joined(editions: Sequence[Edition]) -> JoinedElection:
    elections = with_declared([one.election for one in editions])
    first, newest_first = elections[0], elections[::-1]
    gridded = [len(one.layouts.cards) for one in elections]
    parts: dict[str, Any] = {
        "districts": without_repeats(one.districts for one in newest_first),
        "parties": without_repeats(one.parties for one in newest_first),
        "precincts": without_repeats(one.precincts for one in elections),
        "parts": without_repeats(one.parts for one in elections),
        "contests": merged_contests(elections),
        "ballot_styles": tuple(style for one in elections for style in one.ballot_styles),
        "cards": (
            *_cards(one.cards[:count] for one, count in zip(elections, gridded, strict=True)),
            *_cards(one.cards[count:] for one, count in zip(elections, gridded, strict=True)),
        ),
        "layouts": merged_layouts([one.layouts for one in elections]),
        "device_codes": tuple({code.value: code for one in newest_first for code in one.device_codes}.values()),
    }
    # What else an election has is the same in every edition, and the first's.
    same = {field.name: getattr(first, field.name) for field in fields(Election) if field.init}
    own = zip(editions, elections, strict=True)
    return JoinedElection(
        **same | parts, editions=tuple(Edition(one.number, election, one.apart) for one, election in own)
    )


def _cards(groups: Iterable[tuple[Card, ...]]) -> Iterable[Card]:
    """Cards in the order of their layouts: those with a grid of all editions first."""
    return (card for group in groups for card in group)


def editions_of(election: Election) -> tuple[Edition, ...]:
    """The editions of an election: itself alone, where its ballots were never corrected."""
    return election.editions if isinstance(election, JoinedElection) else (Edition(1, election),)


def election_of_style(election: Election, style: BallotStyleId | None) -> Election:
    """The edition that a ballot style is of: whose names stand on its sheets. The election itself where none has it."""
    editions = editions_of(election)
    having = (one.election for one in editions if any(style == known.id for known in one.election.ballot_styles))
    return next(having, election)


def first_ids(election: Election) -> dict[BallotStyleId, BallotStyleId]:
    """Every ballot style by its id, and the id that it has in its own definition: one style in all its editions."""
    return {
        style.id: style.id if edition.number == 1 else BallotStyleId(own_id(edition.number, style.id))
        for edition in editions_of(election)
        for style in edition.election.ballot_styles
    }


def are_apart(election: Election) -> bool:
    """Whether an edition's sheets do not show of which edition they are, so that a batch must say so."""
    return any(one.apart for one in editions_of(election))


def cards_alike(election: Election, card: CardId) -> tuple[CardId, ...]:
    """The card, and its like of other editions where sheets do not show of which they are: the same paper, perhaps."""
    if not are_apart(election):
        return (card,)
    first = first_ids(election)

    def like(one: Card) -> tuple[str, str, int]:
        """What a card has in common with its like: its own style, what its id says besides, how many targets it has."""
        return first[one.ballot_style], one.id.removeprefix(one.ballot_style), len(one.meanings)

    known = like(election.card(card))
    return (card, *(one.id for one in election.cards if one.id != card and like(one) == known))


def election_of_batch(election: Election, edition: int | None) -> Election:
    """What the sheets of a batch are read with: its edition, or all editions that sheets show themselves to be of.

    Raises LookupError for an edition that there is not.
    """
    editions = editions_of(election)
    if edition is not None:
        return editions[range(1, len(editions) + 1).index(edition)].election
    told = [one for one in editions if not one.apart]
    if len(told) == len(editions):
        return election
    return _joined(told) if len(told) > 1 else told[0].election


def editions_printing(election: Election, contest: ContestId, choice: ChoiceId) -> tuple[int, ...]:
    """The numbers of the editions that print a choice; none where the ballots were never corrected."""
    if not isinstance(election, JoinedElection):
        return ()
    return tuple(
        one.number
        for one in election.editions
        if (known := one.election.find_contest(contest)) is not None and known.choice(choice) is not None
    )


def editions_with(election: Election, contest: ContestId) -> tuple[int, ...]:
    """The numbers of the editions that have a contest; none where the ballots were never corrected."""
    if not isinstance(election, JoinedElection):
        return ()
    return tuple(one.number for one in election.editions if one.election.find_contest(contest) is not None)
