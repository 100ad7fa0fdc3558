"""Write-in lines numbered as the definition numbers them, where it says where they stand: some count from below."""

from collections.abc import Sequence

from tabulate.definitions.identifiers import write_in_line
from tabulate.definitions.layouts.layout_file import Name
from tabulate.election import BallotStyle, ChoiceId, ContestId, Election, TargetMeaning

Place = tuple[int, float, float]
"""Page, down, across: any units."""


def numbered_as_stated(
    names: dict[int, Name], places: Sequence[Place], style: BallotStyle, election: Election
) -> dict[int, Name]:
    """The names by place among the page's targets, their write-in lines in the order of the style's card."""
    renamed = dict(names)
    for contest in {name.contest for name in names.values()}:
        stated = _stated_lines(contest, style, election)
        down = _run_down([(meaning.row, meaning.column) for meaning in stated])
        # a line that could not be read has its number, too
        numbers = {write_in_line(line): line for line in range(len(stated))}
        own = {place: numbers[name.choice] for place, name in names.items() if _is_line(name, contest, numbers)}
        if down is None or (len(own) > 1 and down != _run_down([places[place][1:] for place in own])):
            continue
        in_order = sorted(stated, key=lambda meaning: (meaning.row, meaning.column)[0 if down else 1])
        renamed |= {place: Name(contest, in_order[line].choice) for place, line in own.items()}
    return renamed


def _is_line(name: Name, contest: ContestId, numbers: dict[ChoiceId, int]) -> bool:
    return name.contest == contest and name.choice in numbers


def _stated_lines(contest: ContestId, style: BallotStyle, election: Election) -> list[TargetMeaning]:
    """The contest's write-in lines on the one card of the style that has them."""
    cards = [card for card in election.cards if card.ballot_style == style.id]
    lines = [[one for one in card.meanings if one.contest == contest and one.write_in] for card in cards]
    return next((several for several in lines if several), [])


def _run_down(places: Sequence[tuple[float, float]]) -> bool | None:
    """Whether the lines stand below one another, or beside one another; None where they do neither."""
    if len(places) < 2:
        return None
    downs, acrosses = {round(down, 1) for down, _ in places}, {round(across, 1) for _, across in places}
    if len(downs) == len(places):
        return True
    return False if len(acrosses) == len(places) and len(downs) == 1 else None
