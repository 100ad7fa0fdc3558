"""The names printed on ballots against the definition, before a vote is counted by it: once a card, then by sample.

Places alone say what a mark is for. Where names changed places after the ballots were printed, every vote would go to
another name, and no total would show it. What cannot be read clearly is said, and refuses no ballot.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from canvass.errors import InputError
from imaging.layout import CardId
from imaging.learning.voted_page import clear_of_marks, voted_page, words_beside_targets
from imaging.printouts.recognition import why_words_stay_unread
from imaging.sheets import PageImage, ReadSheet, ScannedSheet
from tabulate.editions.joined import election_of_style
from tabulate.election import Election
from tabulate.naming import PageText, Word
from tabulate.naming.beside import NameSide, words_beside
from tabulate.naming.stated import PrintComparison, PrintedOtherwise, TextOfTargets, compare_names

SHEETS_A_CARD = 3
"""So many sheets of a card are looked at until the words of one are legible."""
SHEETS_A_SAMPLE = 1000
"""One sheet in so many is compared besides: a reprint may differ."""
_KEPT = 512
_LISTED = 6


@dataclass(slots=True)
class _Look:
    """What is known of one card."""

    lock: Lock = field(default_factory=Lock)
    agrees: bool = False
    sheets: int = 0
    seen: set[PrintedOtherwise] = field(default_factory=set)
    unlike: tuple[PrintedOtherwise, ...] = ()
    """What was so on each of its sheets that were looked at: a voter may have written over a name."""


class PrintWatch:
    """Compares the print of a batch's cards. Safe to use from several threads: a card's sheets wait for its first."""

    def __init__(self, election: Election, known: Iterable[CardId], style_named: bool) -> None:
        """`known` are cards that agreed before; with a style or edition that was named by hand no card is known."""
        self._election = election
        self._style_named = style_named
        self._lock = Lock()
        self._looks: defaultdict[CardId, _Look] = defaultdict(_Look)
        for card in () if style_named else known:
            self._looks[card].agrees = True

    @property
    def agreeing(self) -> frozenset[CardId]:
        """Cards that bear the names the definition states, as far as is known for the whole record."""
        cards = (card for card, look in self._looks.items() if look.agrees and not look.unlike)
        return frozenset() if self._style_named else frozenset(cards)

    @property
    def not_compared(self) -> tuple[CardId, ...]:
        """Cards of which no sheet's words were legible enough."""
        return tuple(sorted(card for card, look in self._looks.items() if not look.agrees))

    @property
    def unlike(self) -> tuple[tuple[CardId, PrintedOtherwise], ...]:
        """Candidates beside whose ovals words are printed that are no name of the ballot."""
        return tuple((card, one) for card, look in sorted(self._looks.items()) for one in look.unlike)

    def look(self, scanned: ScannedSheet, reading: ReadSheet) -> None:
        """Compare a sheet, where it is its card's turn. Raises InputError where other names are printed."""
        with self._lock:
            look = self._looks[reading.card]
        with look.lock:
            is_due = (not look.agrees or bool(look.unlike)) and look.sheets < SHEETS_A_CARD
            if not (is_due or reading.number % SHEETS_A_SAMPLE == 0) or why_words_stay_unread() is not None:
                return
            look.sheets += 1
            compared = _compared(scanned, reading, self._election)
            again = look.seen.intersection(compared.otherwise)
            if len(compared.otherwise) > 1 or again:
                raise InputError(self._refusal(scanned, reading, compared.otherwise))
            look.seen.update(compared.otherwise)
            is_legible = compared.agree > compared.unread
            if look.sheets == 1:
                look.unlike = compared.unlike
            elif is_legible:
                before = {one.number for one in look.unlike}
                look.unlike = tuple(one for one in compared.unlike if one.number in before)
            look.agrees = look.agrees or (not compared.otherwise and is_legible)

    def _refusal(self, scanned: ScannedSheet, reading: ReadSheet, otherwise: tuple[PrintedOtherwise, ...]) -> str:
        lines = [
            f'  column {one.column:g}, row {one.row:g}, {one.contest}: printed "{one.printed}", '
            f'in the definition "{one.stated}"'
            for one in otherwise[:_LISTED]
        ]
        more = [f"  ... and {len(otherwise) - _LISTED} more"] if len(otherwise) > _LISTED else []
        style = ", or the style or edition that was named is not theirs" if self._style_named else ""
        return "\n".join(
            [
                f"Other names are printed beside the ovals of card {reading.card} than the definition states (sheet "
                f"{scanned.number}, {scanned.pages[0].source.file}):",
                *lines,
                *more,
                f"Votes would go to other names: the definition is not that of these ballots{style}. Compare a blank "
                "ballot with the definition. Count with what is right: a corrected definition in a new record, or "
                "taken with canvass edition where ballots of both were printed; another style or edition as a batch of "
                "its own. No sheet of this card was counted now.",
            ]
        )


_lately: OrderedDict[tuple[object, ...], PrintComparison] = OrderedDict()
"""Comparisons of images that were made in this process: the same scans may be counted into several records."""


def _compared(scanned: ScannedSheet, reading: ReadSheet, election: Election) -> PrintComparison:
    election = election_of_style(election, election.card(reading.card).ballot_style)
    key = (election.definition_sha256, reading.card, *(page.source.sha256 for page in scanned.pages))
    found = _lately.get(key)
    if found is None:
        found = _lately[key] = compare_print(scanned, reading, election)
        while len(_lately) > _KEPT:
            _lately.popitem(last=False)
    return found


def compare_print(scanned: ScannedSheet, reading: ReadSheet, election: Election) -> PrintComparison:
    """Compare the words beside a sheet's ovals with the names of its card. Names stand on one side of all ovals."""
    card = election.card(reading.card)
    found = []
    for side in (NameSide.RIGHT, NameSide.LEFT):
        comparison = compare_names(_texts(scanned, reading, side), card, election)
        if comparison.agree + len(comparison.otherwise) >= comparison.unread:
            return comparison
        found.append(comparison)
    return max(found, key=lambda one: one.agree + len(one.otherwise))


def _texts(scanned: ScannedSheet, reading: ReadSheet, side: NameSide) -> list[TextOfTargets]:
    images = {page.source: page for page in scanned.pages if isinstance(page, PageImage)}
    texts = []
    for lie in reading.pages:
        own = [target for target in reading.targets if target.side is lie.side]
        if lie.source not in images or not own:
            continue
        page = voted_page(images[lie.source].gray, lie, own)
        empty = PageText(page.width_in, page.height_in, page.targets, ())
        places = words_beside(empty, side)
        words = words_beside_targets(page, [clear_of_marks(one.box, one.target) for one in places])
        text = PageText(page.width_in, page.height_in, page.targets, tuple(Word(w.text, w.box) for w in words))
        texts.append(TextOfTargets(text, page.numbers, side))
    return texts
