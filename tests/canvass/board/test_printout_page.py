"""A device printout before the board: the printed words foremost, what the barcode holds beside them."""

import re
from pathlib import Path

from canvass.accounts.roles import Role
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.record.work.queue import QueueFilter
from tabulate.questions import Question
from test_ballots.printouts.decks import Tampering
from tests.canvass.board.conftest import appointed
from tests.canvass.conftest import County
from tests.canvass.printout_decks import add_printouts
from tests.canvass.web.served_records import Site


def test_words_come_before_the_barcode_where_they_differ(site: Site, county: County, tmp_path: Path) -> None:
    add_printouts(county.definition, tmp_path / "scans", 1, 3, (Tampering.ALTERED_NAME,))
    count(site.record, tmp_path / "scans", BatchRequest("DEVICE", "device"), SilentProgress())
    work = Deciding(site.record)
    work.enter(appointed("1", 1))
    asked = work.questions.page(QueueFilter(question=Question.WORDS_DIFFER, batch="DEVICE")).ballots
    assert [ballot.name.batch for ballot in asked] == ["DEVICE"]
    page = site.client(Role.COUNTING_BOARD_MEMBER, 1).get(f"/board/ballots/DEVICE/{asked[0].name.sheet}/decide/")
    text = page.content.decode()
    words, barcode = text.index("The printed words say"), text.index("The barcode holds")
    assert words < barcode
    said = [one.strip() for one in re.findall(r"<dd>([^<]*)</dd>", text)]
    pairs = list(zip(said[::2], said[1::2], strict=True))
    assert any(one != other for one, other in pairs), "the altered name is printed, the other is in the barcode"
    assert all(said)
    assert "/pictures/page-1" in text
