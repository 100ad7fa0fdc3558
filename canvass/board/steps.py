"""What every view here does: ask the service, take a step, and tell people when it is refused."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest

from canvass.accounts.roles import Role
from canvass.deciding.decisions import BallotView, Deciding
from canvass.errors import RefusedError
from canvass.web.served import Served, served
from imaging.sheets import ReadPrintout, Reason
from tabulate.board.places import SheetName
from tabulate.board.state import BoardEntry
from tabulate.ledger.entries import SheetNotRead

ADMINISTRATOR = (Role.ELECTION_ADMINISTRATOR,)
BOARD = (Role.COUNTING_BOARD_MEMBER,)
BOARD_AND_ADMINISTRATOR = (Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR)
AT_SCANNERS = (Role.ELECTION_ADMINISTRATOR, Role.SCANNER_OPERATOR)
_NO_LONGER = "It may have been done already, in another window or by somebody else. Look at this page again."
"""Of a list that changed since the page was loaded, as it does after a step that was taken twice."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of a ballot beside its questions."""

    name: SheetName
    precinct: str
    style: str
    reasons: tuple[Reason, ...]

    @property
    def batch(self) -> str:
        """Its batch."""
        return self.name.batch

    @property
    def sheet(self) -> int:
        """Its number there."""
        return self.name.sheet


def batches_of_tests(at: Served | None = None) -> tuple[str, ...]:
    """The batches that are test decks: their ballots are in no total, and counted with no others (13-17-212(1))."""
    return (at or served()).state.read(lambda state: tuple(name for name, one in state.batches.items() if one.test))


def deciding() -> Deciding:
    """The boards' work on the record that is served."""
    return Deciding(served().record)


def entered(request: HttpRequest, done: str, *entries: BoardEntry) -> bool:
    """Enter what people said, all or none, and say that it is `done`; where it is refused, say why.

    True where it was entered.
    """
    try:
        deciding().enter(*entries)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True


def say_errors(request: HttpRequest, form: Form) -> None:
    """Tell what is wrong with a form whose page is shown anew."""
    for field, errors in form.errors.as_data().items():
        label = form.fields[field].label if field in form.fields else ""
        said = " ".join(words for error in errors for words in _said(error))
        messages.error(request, f"{label}: {said} Nothing was written." if label else said)


def _said(error: ValidationError) -> list[str]:
    return [*error.messages, _NO_LONGER] if error.code == "invalid_choice" else error.messages


def ballot_or_404(batch: str, sheet: int) -> BallotView:
    """The ballot of an address. Raises Http404 where there is none."""
    try:
        return deciding().ballot(SheetName(batch, sheet))
    except RefusedError as refused:
        raise Http404(str(refused)) from None


def facts_of(view: BallotView) -> Facts:
    """What is said of a ballot."""
    reasons = view.sheet.reading.reasons if isinstance(view.sheet, SheetNotRead) else ()
    return Facts(
        view.name,
        precinct=served().election.precinct_name(view.precinct) if view.precinct is not None else "",
        style=_style_words(view),
        reasons=reasons,
    )


def _style_words(view: BallotView) -> str:
    """The ballot's style; of a ballot of several sheets, which of them this is. Empty where it was not read."""
    if view.ballot.votes is None:
        return ""
    card, style = served().election.find_card(view.ballot.votes.card), view.ballot.votes.ballot_style
    whole = card is None or card.sheet.is_whole_ballot or isinstance(view.sheet.reading, ReadPrintout)
    return style if whole or card is None else f"{style}, {card.sheet}"
