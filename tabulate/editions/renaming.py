"""Ids that are an edition's own: its ballot styles, its cards, and persons who took the id of somebody else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from imaging.layout import CardId, Layouts
from tabulate.editions.names import NameStated
from tabulate.election import (
    BallotStyle,
    BallotStyleId,
    Card,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    DeviceCode,
    DevicePrecinct,
    DeviceStyle,
    DeviceVote,
    Election,
    TargetMeaning,
)

_MADE = re.compile(r".*-edition-[0-9]+", re.DOTALL)
_Others = Mapping[tuple[ContestId, ChoiceId], ChoiceId]
"""The ids among all editions of choices whose own id another person had in an earlier edition."""


def id_in(edition: int, own: str) -> str:
    """The id of what is an edition's own, among all editions."""
    return f"{own}-edition-{edition}"


def own_id(edition: int, made: str) -> str:
    """What `id_in` made the id of."""
    return made.removesuffix(id_in(edition, ""))


def is_made(id_: str) -> bool:
    """Whether an id is one that `id_in` makes."""
    return _MADE.fullmatch(id_) is not None


def names_known(earlier: Sequence[Election], contest: ContestId, choice: ChoiceId) -> dict[str, ChoiceId]:
    """The names that a definition's own choice id had in earlier editions, each with its id among all editions."""
    ids = [choice, *(ChoiceId(id_in(edition, choice)) for edition in range(2, len(earlier) + 1))]
    known: dict[str, ChoiceId] = {}
    for one in (found for election in earlier if (found := election.find_contest(contest)) is not None):
        people = {**{person.id: person.name for person in one.declared_write_ins}, **one.names}
        known |= {people[id_]: id_ for id_ in ids if id_ in people and people[id_] not in known}
    return known


def renamed(election: Election, earlier: Sequence[Election], names: Sequence[NameStated]) -> Election:
    """The edition after the earlier ones, under the ids of its own: the same election otherwise."""
    edition = len(earlier) + 1
    others = dict(_others(election, earlier, names))
    ids = {card.id: _card_id(card, edition) for card in election.cards}
    return replace(
        election,
        contests=tuple(_contest(contest, others) for contest in election.contests),
        ballot_styles=tuple(_style(style, edition) for style in election.ballot_styles),
        cards=tuple(_card(card, ids[card.id], edition, others) for card in election.cards),
        layouts=_layouts(election.layouts, ids),
        device_codes=tuple(_device_code(code, edition, others) for code in election.device_codes),
    )


def _others(
    election: Election, earlier: Sequence[Election], names: Sequence[NameStated]
) -> Iterator[tuple[tuple[ContestId, ChoiceId], ChoiceId]]:
    replaced = {(one.contest, one.choice) for one in names if not one.same}
    for contest in election.contests:
        for choice in contest.choices:
            key, known = (contest.id, choice.id), names_known(earlier, contest.id, choice.id)
            if choice.name in known:
                yield key, known[choice.name]
            elif key in replaced:
                yield key, ChoiceId(id_in(len(earlier) + 1, choice.id))


def _style_id(style: BallotStyleId, edition: int) -> BallotStyleId:
    return BallotStyleId(id_in(edition, style))


def _card_id(card: Card, edition: int) -> CardId:
    """A card's id begins with its style's."""
    style = card.ballot_style
    if not card.id.startswith(style):
        return CardId(id_in(edition, card.id))
    return CardId(_style_id(style, edition) + card.id.removeprefix(style))


def _contest(contest: Contest, others: _Others) -> Contest:
    return replace(contest, choices=tuple(_choice(contest.id, one, others) for one in contest.choices))


def _choice(contest: ContestId, choice: Choice, others: _Others) -> Choice:
    return replace(choice, id=others.get((contest, choice.id), choice.id))


def _style(style: BallotStyle, edition: int) -> BallotStyle:
    return replace(style, id=_style_id(style.id, edition))


def _card(card: Card, id_: CardId, edition: int, others: _Others) -> Card:
    meanings = tuple(_meaning(one, others) for one in card.meanings)
    return replace(card, id=id_, ballot_style=_style_id(card.ballot_style, edition), meanings=meanings)


def _meaning(meaning: TargetMeaning, others: _Others) -> TargetMeaning:
    return replace(meaning, choice=others.get((meaning.contest, meaning.choice), meaning.choice))


def _layouts(layouts: Layouts, ids: dict[CardId, CardId]) -> Layouts:
    return replace(
        layouts,
        cards=tuple(replace(one, card=ids[one.card]) for one in layouts.cards),
        measured=tuple(replace(one, card=ids[one.card]) for one in layouts.measured),
    )


def _device_code(code: DeviceCode, edition: int, others: _Others) -> DeviceCode:
    match code:
        case DeviceVote():
            return replace(code, choice=others.get((code.contest, code.choice), code.choice))
        case DeviceStyle():
            return replace(code, ballot_style=_style_id(code.ballot_style, edition))
        case DevicePrecinct():
            return code
        case _:
            assert_never(code)
