"""What every page of one ballot shows."""

from dataclasses import dataclass, field

from django.utils.http import urlencode

from canvass.board.forms import AskForm
from canvass.board.pictures.addresses import PictureShown, page_pictures
from canvass.board.steps import Facts, batches_of_tests, facts_of
from canvass.deciding.decisions import BallotView
from tabulate.board.ballot import Ballot
from tabulate.board.places import SheetName


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPage:
    """One ballot as a page shows it."""

    view: BallotView
    here: str
    """The page's own address."""
    order: str = ""
    """In which order ballots come; empty on a page that leads to no other."""
    seen: bool
    """Whether what the reader saw is drawn over the pictures."""
    ask_form: AskForm = field(default_factory=AskForm)

    @property
    def heading(self) -> str:
        """The sheet's name."""
        return capital(self.view.name)

    @property
    def is_test(self) -> bool:
        """Whether it is of a test deck, and so in no total."""
        return self.view.name.batch in batches_of_tests()

    @property
    def ballot(self) -> Ballot:
        """As it stands."""
        return self.view.ballot

    @property
    def facts(self) -> Facts:
        """What is said beside the questions."""
        return facts_of(self.view)

    @property
    def pictures(self) -> tuple[PictureShown, ...]:
        """Every image of the sheet, whole."""
        return page_pictures(self.view.sheet)

    @property
    def seen_url(self) -> str:
        """The same page with what the reader saw, or without it again."""
        query = {"order": self.order, "seen": "" if self.seen else "1"}
        said = urlencode({name: value for name, value in query.items() if value})
        return f"{self.here}?{said}" if said else self.here


def capital(name: SheetName) -> str:
    """The sheet's name at the beginning of a sentence."""
    said = str(name)
    return said[0].upper() + said[1:]
