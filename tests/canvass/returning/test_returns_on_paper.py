"""A return on paper with long names: each page says its precinct and the ledger, and each judge has room to sign."""

from datetime import UTC, datetime

import pypdfium2

from canvass.returning.made_return import MadeReturn
from canvass.returning.precinct_return import PrecinctReturn
from canvass.returning.return_form import return_bytes
from tabulate.election import Precinct, PrecinctId
from tabulate.ledger.chain import Head

LONG = "Maximiliana Wilhelmina Featherstonehaugh-Cholmondeley, judge of board Absentee ballots of the Courthouse Annex"
ROOM_TO_SIGN_PT = 25


def paper_of(*signers: str) -> pypdfium2.PdfDocument:
    found = PrecinctReturn(
        title="Federal General Election and Special District Election of the Lower Valley",
        election_date="2026-11-03",
        county="County of Lewis and Clark",
        definition_sha256="a" * 64,
        precinct=Precinct(PrecinctId("CROW-AGENCY-12-NORTH-EAST"), "Crow Agency - Community Hall, North East"),
        ballots=0,
        in_totals=0,
        electors=0,
        explained="",
        held_counted=True,
        held=0,
        held_words="",
        contests=(),
        waits=(),
        for_officials=(),
        notes=(),
        signers=signers,
    )
    head = Head(123_456, "5f2c" * 16)
    return pypdfium2.PdfDocument(return_bytes(MadeReturn(found, head, datetime(2026, 11, 4, 4, tzinfo=UTC)), "pdf"))


def test_the_foot_of_every_page_says_ledger_and_precinct_whatever_the_election_is_called() -> None:
    pages = [page.get_textpage().get_text_range() for page in paper_of("Bo Birch, judge of board 1")]
    assert len(pages) == 2
    assert all("Ledger 123456:5f2c5f2c5f2c5f2c, precinct CROW-AGENCY-12-NORTH-EAST" in page for page in pages)


def test_a_long_name_leaves_room_to_sign_above_the_next() -> None:
    text = paper_of(LONG, "Bo Birch, judge of board 1", "Cy Cole, judge of board 1")[0].get_textpage()
    lowest, highest = text.get_charbox(found_at(text, "Annex"))[1], text.get_charbox(found_at(text, "Cy Cole"))[3]
    assert lowest - highest > ROOM_TO_SIGN_PT


def found_at(text: pypdfium2.PdfTextPage, words: str) -> int:
    found = text.search(words, match_case=True).get_next()
    assert found is not None
    return int(found[0])
