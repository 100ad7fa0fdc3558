"""The comparison's page: by contest, what differs first, or that alone; and no figure before the lock."""

from html import unescape

from canvass.auditing.papers.titles_cut import LONGEST, short_title, short_titles
from tabulate.election import ContestId
from tests.canvass.audited_county import USUAL_SENATOR
from tests.canvass.web.audit_site import EA, count_in_process
from tests.canvass.web.served_records import Site

FOUND = USUAL_SENATOR | {"ash": 8, "birch": 8}


def test_what_differs_stands_first_and_alone_where_that_is_asked(audited: Site) -> None:
    clerk = audited.client(EA)
    count_in_process(audited, 1, USUAL_SENATOR)
    count_in_process(audited, 3, FOUND)
    page = clerk.get("/audit/comparison/").content.decode()
    differs, equal = page.index("What differs in United States Senator"), page.index("Equal counts of United")
    assert differs < page.index("Larkspur 1</a>") < equal < page.index("Larkspur 65</a>")
    assert "1 count of 7 differs" in page
    only = clerk.get("/audit/comparison/?differing").content.decode()
    assert "Larkspur 1</a>" in only
    assert "Larkspur 65</a>" not in only
    assert "<td>Cedar</td>" not in only
    assert "Constitutional Amendment 116" not in only


def test_before_the_lock_a_contest_has_its_counts_and_no_figure(audited: Site) -> None:
    page = audited.client(EA).get("/audit/comparison/").content.decode()
    assert "ready to tally" in page
    assert "<td>Ash</td>" not in page


def test_long_titles_are_cut_behind_a_word_and_stay_different() -> None:
    long = "An act revising the laws on the taxation of property and on how it is told to the people who own it"
    assert short_title("Sheriff") == "Sheriff"
    assert short_title(long).endswith("…")
    assert len(short_title(long)) <= LONGEST
    titles = short_titles({ContestId("a"): f"{long}, first", ContestId("b"): f"{long}, second"})
    assert len(set(titles.values())) == 2


def test_how_strong_the_evidence_is_stands_beside_the_comparison(audited: Site) -> None:
    clerk = audited.client(EA)
    assert "/audit/comparison/evidence/" in clerk.get("/audit/comparison/").content.decode()
    page = unescape(clerk.get("/audit/comparison/evidence/").content.decode())
    assert "United States Senator: Not to be computed. Counts of the sample that are not locked: 7." in page
    assert "no step of it asks for this" in page
    assert audited.client(None).get("/audit/comparison/evidence/").status_code != 200
