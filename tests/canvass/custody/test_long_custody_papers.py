"""A container's papers where names are long and many: each page says the ledger's entry, and all of it is printed."""

from dataclasses import replace

import pypdfium2
import pytest

from canvass.printing.custody_papers import CustodyPaper, custody_log_pdf, label_pdf
from tabulate.board.custody.container_entries import ContainerHolds, ContainerSealed, CustodyOffice, CustodySigner
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.election import Precinct, PrecinctId
from tabulate.ledger.chain import Head
from tests.tabulate.elections import contest, election_of

TITLE = "Federal General Election and Special District Election of the Lower Valley, with the Consolidated Levies"
AT = "2026-11-03T21:40-07:00"
SIGNERS = tuple(CustodySigner(name, CustodyOffice.ELECTION_JUDGE) for name in ("Ada", "Bo", "Cy"))


def sealed_for(precincts: int) -> tuple[CustodyPaper, KeptContainer]:
    named = tuple(Precinct(PrecinctId(f"P{n:03}"), f"Community Hall number {n:03}") for n in range(precincts))
    one = replace(election_of([contest("mayor", ("a", "b"))]), title=TITLE, precincts=named)
    own = tuple(precinct.id for precinct in named)
    seals = ("10421", "10422")
    sealed = ContainerSealed("C-1", ContainerHolds.UNUSED, own, (), seals, SIGNERS, AT, "Dee")
    return CustodyPaper(one, Head(1_234, "5f2c" * 16)), KeptContainer(sealed, seals, (), AT, history=((7, sealed),))


@pytest.mark.parametrize("precincts", [1, 120, 400])
def test_every_page_says_the_ledgers_entry_and_every_precinct_is_there(precincts: int) -> None:
    paper, kept = sealed_for(precincts)
    for printed in (label_pdf(paper, kept), custody_log_pdf(paper, [kept])):
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed)]
        assert all("Ledger entry 1234, 5f2c5f2c5f2c5f2c" in page for page in pages)
        assert sum(page.count("Hall") for page in pages) == precincts
