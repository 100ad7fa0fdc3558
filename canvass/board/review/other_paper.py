"""A sheet that was taken for a second scan, and that the board found to be another paper, is read from its pictures."""

from canvass.board.ballot_page import capital
from canvass.board.steps import deciding
from canvass.deciding.decisions import BallotView
from canvass.errors import RefusedError
from canvass.reading.again import changed_image, read_again
from canvass.reading.outcomes import VotedSheet
from canvass.record.image_index import key_of
from canvass.record.work.of_card import print_learned
from canvass.web.served import served
from imaging.sheets import CardPrint, ReadSheet
from tabulate.board.machine.other_papers import OtherPaperRead
from tabulate.ledger.entries import images_of


def read_other_paper(view: BallotView) -> str:
    """Read it and enter what the machine reads; what came of it. Raises RefusedError, with nothing written."""
    record, name = served().record, view.name
    batch = record.batch_opened(name.batch)
    images = images_of(view.sheet)
    if batch is None or (changed := changed_image(record.images, view.sheet)):
        why = "its batch is not there" if batch is None else changed
        raise RefusedError(f"{capital(name)} was not read: {why}. Nothing was written. Run canvass verify --images.")
    withdrawn = deciding().state().withdrawn
    counted = (one for times in record.counted_before(map(key_of, images)).values() for one in times)
    other = next((one for one in counted if one.batch not in withdrawn), None)
    if other is not None:
        raise RefusedError(
            f"The very pictures of {name} are counted as sheet {other.sheet} of batch {other.batch}. Nothing was "
            "written. Open the decision again, and strike this scan."
        )
    learned = tuple(CardPrint(one.card, one.places) for one in print_learned(record.alias))
    outcome = read_again(record.images, record.election, view.sheet, batch, record.rules, learned)
    if not isinstance(outcome, VotedSheet) or not isinstance(outcome.reading, ReadSheet):
        raise RefusedError(
            f"{capital(name)} cannot be read from its pictures. Nothing was written. Open the decision again, and "
            "transfer its votes to a new ballot (13-15-206(4)(b))."
        )
    deciding().enter(OtherPaperRead(name.batch, outcome.reading, outcome.votes))
    if outcome.votes.questions:
        return f"{capital(name)} is read as another paper. What is questionable in it waits for the board."
    return f"{capital(name)} is read as another paper, and counted."
