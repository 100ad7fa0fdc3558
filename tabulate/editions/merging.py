"""What several editions are together: the parts that they share once, and the parts that each has of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import TypeVar

from imaging.layout import CardLayout, Layouts
from tabulate.election import Choice, Contest, ContestId, DeclaredWriteIn, District, Election, Party, Precinct
from tabulate.precincts import PrecinctPart

Part = TypeVar("Part", District, Party, Precinct, PrecinctPart, Choice, DeclaredWriteIn)


def without_repeats(groups: Iterable[Sequence[Part]]) -> tuple[Part, ...]:
    """The parts of all groups, each id once, as the first group has it that has it."""
    found: dict[str, Part] = {}
    for part in chain.from_iterable(groups):
        found.setdefault(part.id, part)
    return tuple(found.values())


def merged_contests(elections: Sequence[Election]) -> tuple[Contest, ...]:
    """Every contest of every edition, in the order in which editions brought them."""
    ids = dict.fromkeys(contest.id for one in elections for contest in one.contests)
    return tuple(_merged([found for one in elections if (found := one.find_contest(id_))]) for id_ in ids)


def _merged(contests: Sequence[Contest]) -> Contest:
    """One contest over the editions that have it: every choice, each under its newest name; what is said, newest."""
    newest = {choice.id: choice for contest in contests for choice in contest.choices}
    every = without_repeats(contest.declared_write_ins for contest in contests)
    return replace(
        contests[-1],
        choices=tuple(newest.values()),
        write_ins=max(contest.write_ins for contest in contests),
        declared_write_ins=tuple(one for one in every if one.id not in newest),
    )


def with_declared(elections: Sequence[Election]) -> list[Election]:
    """The editions, in each the write-in candidates whom any of them declares, but for those it prints itself."""
    declared: dict[ContestId, tuple[DeclaredWriteIn, ...]] = {}
    for contest in (contest for one in elections for contest in one.contests):
        declared[contest.id] = without_repeats((declared.get(contest.id, ()), contest.declared_write_ins))
    return [
        replace(one, contests=tuple(_declaring(contest, declared) for contest in one.contests)) for one in elections
    ]


def _declaring(contest: Contest, declared: dict[ContestId, tuple[DeclaredWriteIn, ...]]) -> Contest:
    if not contest.write_ins:
        return contest
    people = tuple(one for one in declared[contest.id] if contest.choice(one.id) is None)
    return replace(contest, declared_write_ins=people)


def merged_layouts(layouts: Sequence[Layouts]) -> Layouts:
    """The places of all editions' cards. No two editions' pages mean the same: their codes alone tell them apart."""
    first, *others = layouts
    senses = count()
    renumbered: list[CardLayout] = []
    for one in layouts:
        known: dict[int, int] = {}
        renumbered += (_with_senses(card, known, senses) for card in one.cards)
    prefixes = dict.fromkeys(prefix for one in others for prefix in (one.code_prefix, *one.further_prefixes) if prefix)
    return replace(
        first,
        cards=tuple(renumbered),
        measured=tuple(card for one in layouts for card in one.measured),
        further_prefixes=(*first.further_prefixes, *prefixes),
    )


def _with_senses(card: CardLayout, known: dict[int, int], senses: "count[int]") -> CardLayout:
    pages = []
    for page in card.pages:
        if page.sense is not None and page.sense not in known:
            known[page.sense] = next(senses)
        pages.append(page if page.sense is None else replace(page, sense=known[page.sense]))
    return replace(card, pages=tuple(pages))
