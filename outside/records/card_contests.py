"""Which contests stand on one card, learned from the records: those of one style that share a contest."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from outside.cast_vote_records import OutsideRecord


def contests_lacking(records: Iterable[OutsideRecord]) -> dict[int, int]:
    """How many records lack a contest, by its place, that other records of their style and card have."""
    lacking: Counter[int] = Counter()
    for sets in _sets_by_style(records).values():
        for card in _cards(sets):
            for contests, number in sets.items():
                if card.issuperset(contests):
                    lacking.update(dict.fromkeys(card.difference(contests), number))
    return dict(lacking)


def one_card_a_ballot(records: Iterable[OutsideRecord]) -> bool:
    """Whether no style has cards without a contest in common, as ballots of several sheets have."""
    return all(len(_cards(sets)) <= 1 for sets in _sets_by_style(records).values())


def _sets_by_style(records: Iterable[OutsideRecord]) -> dict[str, Counter[tuple[int, ...]]]:
    sets: dict[str, Counter[tuple[int, ...]]] = defaultdict(Counter)
    for record in records:
        contests = tuple([one.contest for one in record.votes])
        if contests:
            sets[record.style or record.precinct][contests] += 1
    return sets


def _cards(sets: Iterable[tuple[int, ...]]) -> list[frozenset[int]]:
    """Sets that share a contest, joined."""
    cards: list[frozenset[int]] = []
    for contests in sets:
        touching = [card for card in cards if not card.isdisjoint(contests)]
        cards = [card for card in cards if card.isdisjoint(contests)]
        cards.append(frozenset(contests).union(*touching))
    return cards
