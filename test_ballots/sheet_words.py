"""What is printed on a side of which sheet of a ballot it is, and how the voter goes on."""

from imaging.layout import Side
from tabulate.election import Card, Election


def side_words(card: Card, side: Side) -> tuple[str, str]:
    """The label and its value: which side it is; of a ballot of several sheets, which of these too."""
    if card.sheet.is_whole_ballot:
        return "Side", side.value.title()
    return "Sheet", f"{card.sheet.number} of {card.sheet.of}, {side.value}"


def onward_words(card: Card, side: Side, pages: int) -> str:
    """At the foot of a side of a card with so many: where to go on, or that the ballot ends."""
    if pages > 1 and side is Side.FRONT:
        return "Continue on the back"
    if card.sheet.number < card.sheet.of:
        return f"Continue on sheet {card.sheet.number + 1}"
    return "End of ballot" if pages == 1 else "End of ballot. Vote both sides"


def whose_ballot(election: Election, card: Card) -> str:
    """Of a primary, the party's name, which stands at the top (13-10-209); else nothing."""
    own = election.contests_of(election.ballot_style(card.ballot_style))
    named = {one.purpose.party for one in own}
    party = next((one.name for one in election.parties if one.id in named), "")
    if party:
        return f"{party} Party. "
    return "Nonpartisan. " if any(one.purpose.party for one in election.contests) else ""
