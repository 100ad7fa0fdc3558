"""What the secretary of state tells one county of a recount that goes beyond it (13-16-201(1)(b), (d), (e), 13-16-204).

The county takes it in as the ground of its own recount. The votes of the other counties come with it.
"""

from dataclasses import dataclass

from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.recount.recount_entries import Petition, RecountGround
from tabulate.canonical_json import CanonicalJson, NotTheNoun, UnknownWord
from tabulate.election import ContestId, PrecinctId

FORMAT = "canvass-recount-notice/1"
_JSON = CanonicalJson()


@dataclass(frozen=True, slots=True)
class RecountNotice:
    """The notice to the election administrator of one county."""

    format: str
    election: str
    date: str
    county: str
    recount: str
    """Its name, as R-1."""
    contest: ContestId
    title: str
    ground: RecountGround
    canvassed_on: str
    """The day on which the board of state canvassers declared first."""
    filed_on: str
    """With the secretary of state; of a tie the day on which it was certified."""
    notice_on: str
    precincts: tuple[PrecinctId, ...]
    """To be recounted in this county."""
    petition: Petition | None
    here: tuple[ChoiceFigure, ...]
    """The votes of this county, as the state canvassed them."""
    elsewhere: tuple[ChoiceFigure, ...]
    """Those of the other counties together."""
    step: str
    """The hash of the state's step that says so."""


def notice_text(notice: RecountNotice) -> str:
    """As one line of canonical JSON."""
    return _JSON.write(notice)


def read_notice(text: str) -> RecountNotice:
    """What a file says. Raises NotTheNoun for what is no notice, also of a later version."""
    try:
        found = _JSON.read(RecountNotice, text)
    except UnknownWord as later:
        raise NotTheNoun(f"a later version wrote {later}") from None
    if found.format != FORMAT:
        raise NotTheNoun(f"its format is {found.format[:40]!r}")
    return found
