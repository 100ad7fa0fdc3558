"""That something is printed on every ballot of a card, in words."""

from collections.abc import Iterator

from canvass.console.text import plural
from imaging.layout import CardId
from tabulate.board.machine.known_print import KnownPrint, PrintLearned
from tabulate.election import Election, TargetMeaning


def print_words(learned: PrintLearned, election: Election, counted_now: int) -> str:
    """What was learned, where, from what; and how many sheets are asked about no more."""
    card = election.find_card(learned.card)
    meanings = dict(enumerate(() if card is None else card.meanings, start=1))
    places = "; ".join(_place(meanings.get(place.target), election) for place in learned.places)
    verbs = ("was", "is") if counted_now == 1 else ("were", "are")
    back = f" {plural(counted_now, 'sheet')} that {verbs[0]} asked about for it alone {verbs[1]} counted now."
    return (
        f"On every ballot of card {learned.card} the same ink stands beside {places}: it is print, as "
        f"{plural(len(learned.sheets), 'different sheet')} show, and raises no question any more."
        f"{back if counted_now else ''}"
    )


def again_words(card: CardId, done: int, sheets: int) -> str:
    """How far the sheets of a card are read again, for whoever waits for the count to go on."""
    return (
        f"Print was learned of card {card}: the {plural(sheets, 'sheet')} that were asked about for it are read again "
        f"before the count goes on ({done:,} done)."
    )


def prints_said(known: KnownPrint, election: Election) -> Iterator[str]:
    """The same of each card of a record. The sheets are said once, with what was learned of the card last."""
    last: dict[CardId, PrintLearned] = {one.card: one for one in known.learned}
    for one in known.learned:
        counted = sum(card == one.card for card in known.counted_now.values()) if last[one.card] is one else 0
        yield print_words(one, election, counted)


def _place(meaning: TargetMeaning | None, election: Election) -> str:
    if meaning is None:
        return "an oval that the card does not have"  # Verify says that the entry is false.
    contest = election.contest(meaning.contest)
    names = {choice.id: f'"{choice.name}"' for choice in contest.choices}
    name = "a write-in line" if meaning.write_in else names.get(meaning.choice, meaning.choice)
    return f"{name} of {contest.title} (column {meaning.column:g}, row {meaning.row:g})"
