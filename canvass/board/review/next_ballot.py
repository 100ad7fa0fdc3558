"""Which ballot comes next, in which order, and which pictures a browser may fetch beforehand."""

from canvass.board.pictures.addresses import page_pictures
from canvass.board.steps import deciding
from canvass.deciding.decisions import BallotView
from canvass.record.work.queue import QueueFilter, QueueOrder
from canvass.web.served import served
from tabulate.board.ballot import BoardProgress
from tabulate.board.boards import WorkingMode
from tabulate.board.places import SheetName

ORDERS = {
    QueueOrder.KIND: "by kind of question",
    QueueOrder.BATCH: "by batch",
    QueueOrder.PRECINCT: "by precinct",
}


def order_named(value: str) -> QueueOrder:
    """The order of a form's value; by kind where it says none."""
    return next((order for order in QueueOrder if order.value == value), QueueOrder.KIND)


def next_ballot(judge: str, order: QueueOrder) -> SheetName | None:
    """The ballot to decide next, leased to the judge's board; None where none is left. Raises RefusedError.

    On a shared screen a ballot that somebody of the board has confirmed comes first, whoever is signed in: a board is
    never led away from a ballot half confirmed.
    """
    work = deciding()
    if work.state().mode is WorkingMode.SHARED_SCREEN:
        board = work.board_of(judge)
        begun = work.questions.page(QueueFilter(progress=BoardProgress.BEGUN), order)
        for ballot in begun.ballots:
            if board is not None and ballot.board == board.board:
                return ballot.name
    return work.next_for(judge, order)


def pictures_of_next(view: BallotView, order: QueueOrder) -> tuple[str, ...]:
    """Addresses of the pictures of a ballot that is likely to come next."""
    work = deciding()
    waiting = work.questions.page(QueueFilter(progress=BoardProgress.WAITING), order)
    name = next((one.name for one in waiting.ballots if one.entry != view.entry), None)
    sheet = served().record.sheet(name.batch, name.sheet) if name is not None else None
    return tuple(picture.url for picture in page_pictures(sheet)) if sheet is not None else ()
