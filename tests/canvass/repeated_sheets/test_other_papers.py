"""A paper wrongly taken for a second scan: found another paper, it is read by the machine, and nothing counts twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.accounts.roles import Role
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.deciding.decisions import Deciding
from canvass.errors import RefusedError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from imaging.sheets import ReasonCode
from tabulate.board.ballot import BoardProgress
from tabulate.board.batches.withdrawn_batches import BatchWithdrawn
from tabulate.board.decisions import DecisionReopened
from tabulate.board.machine.other_papers import OtherPaperRead
from tabulate.board.places import COUNTED_PLACES, Place, SheetName
from tabulate.ledger.entries import SheetNotRead
from tests.canvass.board.conftest import appointed
from tests.canvass.board.test_faults import said
from tests.canvass.repeated_sheets.papers_made import EVENING, MORNING, SHEETS, Papers, count_quietly, sheets_of
from tests.canvass.web.served_records import Site, copy_record, make_accounts, site_of

JUDGE = Role.COUNTING_BOARD_MEMBER
NAME = SheetName("evening", 2)
ADDRESS = "/board/ballots/evening/2/"


@pytest.fixture(scope="module")
def counted(papers: Papers, first: Path, again: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers of the morning, four of them again in the evening, and a board. To be copied."""
    directory = tmp_path_factory.mktemp("other") / "record"
    with create_record(directory, papers.definition, VERSION, run_self_test()) as record:
        count_quietly(record, first, MORNING)
        count_quietly(record, again, EVENING)
    with site_of(directory) as served:
        make_accounts(each=3)
        Deciding(served.record).enter(appointed("1", 1))
    return directory


@pytest.fixture
def site(counted: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(copy_record(counted, tmp_path / "record")) as served:
        yield served


def find(site: Site, *verdicts: str) -> str:
    """Each judge finds so; what the last is told."""
    told = ""
    round_ = Deciding(site.record).ballot(NAME).ballot.round
    for number, verdict in enumerate(verdicts, start=1):
        client = site.client(JUDGE, number)
        sent = {
            "round": str(round_),
            "action": "decide",
            "v0": verdict,
            "v0-batch": "morning",
            "v0-sheet": str(SHEETS - 2),
        }
        told = said(client, client.post(f"{ADDRESS}decide/", sent))
    return told


def sheets_counted(site: Site) -> int:
    """In the totals, with all their contests or with those that are sure."""
    kept = site.served.state.read(lambda state: state.batches)
    places = (place for batch in kept.values() for (_, place), times in batch.places.items() for _ in range(times))
    return sum(place in COUNTED_PLACES or place is Place.WAITING for place in places)


def test_another_paper_is_read_and_counts_once_and_what_is_questionable_is_asked(site: Site) -> None:
    before, page = sheets_counted(site), site.client(JUDGE).get(f"{ADDRESS}decide/").content.decode()
    assert "the ink of" in page, "the evidence is shown"
    assert "Another paper: count it as the machine reads it" in page
    assert "is read as another paper" in find(site, "counts", "struck", "counts")
    view = Deciding(site.record).ballot(NAME)
    assert view.ballot.votes is not None
    assert view.ballot.progress in (BoardProgress.NOT_ASKED, BoardProgress.WAITING)
    assert view.place in (Place.COUNTED, Place.WAITING)
    assert view.ballot.earlier[-1].findings[0].agreed == 2
    assert sheets_counted(site) == before + 1
    assert "of 3" in site.client(JUDGE).get(ADDRESS).content.decode()
    assert verify_ledger(site.record).problems == []
    assert verify_images(site.record, 0, SilentProgress()) == []
    read = next(one for one in site.record.entries() if isinstance(one, OtherPaperRead))
    with pytest.raises(RefusedError, match="not read yet"):
        Deciding(site.record).enter(read)


def test_another_paper_that_is_scanned_again_is_set_aside_even_where_the_first_is_withdrawn(
    site: Site, again: Path
) -> None:
    find(site, "counts", "counts", "counts")
    Deciding(site.record).enter(BatchWithdrawn("morning", "a rehearsal", "administrator"))
    count_quietly(site.record, again, BatchRequest("night", "scanner 2"))
    sheet = sheets_of(site.record, "night")[NAME.sheet - 1]
    assert isinstance(sheet, SheetNotRead)
    assert ReasonCode.REPEATED_IMAGE in {reason.code for reason in sheet.reading.reasons}
    assert "sheet 2 of batch evening" in sheet.reading.reasons[0].detail
    assert verify_ledger(site.record).problems == []


def test_one_of_three_is_too_few_and_nothing_is_read_that_was_not_decided(site: Site) -> None:
    before = sheets_counted(site)
    find(site, "counts", "struck", "struck")
    assert Deciding(site.record).ballot(NAME).place is Place.STRUCK
    client = site.client(JUDGE)
    assert "is not to be read" in said(client, client.post(f"{ADDRESS}read/"))
    assert sheets_counted(site) == before
    assert not [one for one in site.record.entries() if isinstance(one, OtherPaperRead)]


def test_a_decision_that_was_left_unread_waits_and_is_read_by_a_button_or_opened_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sheets_counted(site)
    with monkeypatch.context() as broken:
        broken.setattr("canvass.board.review.other_paper.changed_image", lambda *_: "its image is not there")
        assert "Nothing was written. Run canvass verify" in find(site, "counts", "counts", "counts")
    view = Deciding(site.record).ballot(NAME)
    assert (view.place, sheets_counted(site)) == (Place.NOT_READ, before)
    assert verify_ledger(site.record).problems == []
    client = site.client(JUDGE)
    assert "Read it now" in client.get(ADDRESS).content.decode()
    Deciding(site.record).enter(DecisionReopened(NAME.batch, NAME.sheet, 1, "administrator", "look again"))
    assert "is not to be read" in said(client, client.post(f"{ADDRESS}read/"))
    find(site, "counts", "counts", "counts")
    assert sheets_counted(site) == before + 1
