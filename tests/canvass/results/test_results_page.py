"""The page of results: county, parties, shares, leads, precincts; chosen, downloaded; nothing that is withheld."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from canvass import clock
from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.public.results_now import progress_now
from canvass.reporting.released import released_results
from canvass.reporting.shown.precinct_progress import CountOfPrecinct, progress_in_release
from tabulate.ledger.entries import Access
from tests.canvass.results.shown_county import LONG, NAMES
from tests.canvass.web.served_records import Site

EA = Role.ELECTION_ADMINISTRATOR


def page(site: Site, query: str = "", role: Role | None = EA) -> str:
    return " ".join(site.client(role).get(f"/results/{query}").content.decode().split())


def rows(site: Site, query: str, role: Role | None = EA) -> list[dict[str, str]]:
    answer = site.client(role).get(f"/results/{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def words_of_pdf(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as paper:
        return " ".join(" ".join(one.get_textpage().get_text_range() for one in paper).split())


def test_every_page_says_whose_county_it_is(shown: Site) -> None:
    for address in ("/", "/status/", "/results/", "/accounts/sign-in/"):
        head = shown.client().get(address).content.decode().partition("</header>")[0]
        assert "Larkspur County" in head, address


def test_the_page_has_parties_shares_who_leads_seats_and_short_titles(shown: Site) -> None:
    text = page(shown)
    assert re.search(r'Ann Ames <span class="faint">Green</span> <span class="tag info">leads</span></th>', text)
    assert '<td class="number">38</td><td class="number">57.6%</td>' in text
    assert "vote for 2" in text
    assert ">Shall the county levy six mills for the library</h2>" in text
    assert f"<summary>Whole title</summary><p>{' '.join(LONG.split())}" in text


def test_each_precinct_is_said_to_be_complete_partly_counted_or_not_begun(shown: Site) -> None:
    text = page(shown)
    assert "Precincts: 3 complete, 1 partly counted." in text
    assert re.search(r'South <span class="tag waiting">partly counted</span>', text)
    assert re.search(r'North <span class="tag done">complete</span>', text)
    assert "Far &lt;b&gt;away&lt;/b&gt;" in text


def test_contests_and_precincts_are_chosen_without_a_script_and_what_names_nothing_leaves_nothing_out(
    shown: Site,
) -> None:
    only = page(shown, "?contest=sheriff")
    assert "3 contests left out" in only
    assert "Gil" in only
    assert "Ann Ames" not in only
    assert "Ann Ames" in page(shown, "?find=AMES")
    assert "Gil</th>" not in page(shown, "?find=ames")
    north = page(shown, "?by=precinct&precinct=P1")
    assert 'id="precinct-heading">North' in north
    assert '<td class="number">20</td>' in north
    whole = page(shown, "?by=precinct")
    for wrong in ("contest=nobody", "precinct=P9", "find=" + "x" * 101, "contest=%00", "precinct=P1%27--"):
        assert "left out" not in page(shown, f"?by=precinct&{wrong}")
    assert all(f'href="#contest-{one.encode().hex()}"' in whole for one in ("senator", "levy"))


def test_a_table_for_spreadsheets_has_the_figures_of_the_page(shown: Site) -> None:
    votes = {(one["contest_id"], one["choice_id"]): int(one["votes"]) for one in rows(shown, "?form=csv")}
    assert (votes["senator", "ann"], votes["council", "di"], votes["levy", "against"]) == (38, 58, 28)
    by_precinct = rows(shown, "?by=precinct&form=csv")
    ann = {one["precinct_id"]: int(one["votes"]) for one in by_precinct if one["choice_id"] == "ann"}
    assert ann == {"P1": 20, "P2": 15, "P3": 3}
    assert {one["status"] for one in by_precinct} == {"not for publication"}
    chosen = rows(shown, "?by=precinct&precinct=P2&contest=levy&form=csv")
    assert {(one["precinct_id"], one["contest_id"]) for one in chosen} == {("P2", "levy")}
    assert shown.accesses(Access.TOTALS_SEEN)[0].detail == "results by contest, csv"


def test_on_paper_county_date_and_step_stand_on_it(shown: Site) -> None:
    answer = shown.client(EA).get("/results/?form=pdf")
    words = words_of_pdf(answer.content)
    for said in (
        "Results by contest: Larkspur County",
        "NOT FOR PUBLICATION. Unofficial",
        "Ann Ames",
        "57.6%",
        "leads",
    ):
        assert said in words
    by_precinct = words_of_pdf(shown.client(EA).get("/results/?by=precinct&form=pdf").content)
    assert "South partly counted" in by_precinct


@pytest.mark.parametrize("role", [None, Role.OBSERVER, Role.SCANNER_OPERATOR])
@pytest.mark.parametrize("query", ["?form=csv", "?by=precinct&form=csv", "?by=precinct&form=pdf", "?by=precinct"])
def test_before_a_release_no_file_leaves_and_no_precinct_is_told_of(shown: Site, role: Role | None, query: str) -> None:
    text = page(shown, query, role)
    assert "No totals are released yet" in text
    assert [name for name in (*NAMES.values(), "partly counted") if name in text] == []


def test_a_partial_release_gives_everybody_its_rows_and_nothing_of_the_others(shown: Site, record: Path) -> None:
    assert run(["release", str(record), "--by", "Ada Clerk"]) == 0
    table = rows(shown, "?by=precinct&form=csv", None)
    assert {one["precinct_id"] for one in table} == {"P1", "P2"}
    assert {(one["status"], one["snapshot"]) for one in table} == {("unofficial-partial", "1")}
    text = page(shown, "?by=precinct", None)
    # Far has three ballots. That any of them is counted is not told; nor is it of a precinct in which nobody voted.
    assert text.count(">not yet shown by itself<") == 2
    assert "Precincts: 1 complete, 1 partly counted, 2 not yet shown by itself." in text
    assert "precinct=P3" not in text
    assert "No contest is so" in page(shown, "?by=precinct&precinct=P3&find=zzz", None)
    assert int(next(one["votes"] for one in rows(shown, "?form=csv", None) if one["choice_id"] == "ann")) == 35


def test_the_table_of_a_release_is_the_exported_one_whenever_it_is_downloaded(
    shown: Site, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["release", str(record), "--by", "Ada Clerk"]) == 0
    assert run(["export", "results", str(record), "--out", str(tmp_path / "tables")]) == 0
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    table = shown.client(None).get("/results/?by=precinct&form=csv").content
    assert table == (tmp_path / "tables" / "results.csv").read_bytes()


def test_a_release_that_is_older_than_the_count_calls_no_precinct_complete_that_grew(shown: Site, record: Path) -> None:
    from tests.canvass.results.shown_county import ShownCounty

    assert run(["release", str(record), "--by", "Ada Clerk"]) == 0
    assert "Precincts: 1 complete, 1 partly counted" in page(shown, "", None)
    grown = ShownCounty.again(shown.record)
    grown.more("more", "P1", 12)
    assert "Precincts: 2 partly counted" in page(shown, "", None)


@pytest.mark.parametrize("query", ["", "?form=csv", "?by=precinct&form=pdf", "?by=method&form=csv"])
def test_no_file_before_the_polls_are_closed_and_none_for_a_committee_that_counts_blind(
    shown: Site, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from canvass.public import views

    monkeypatch.setattr(views, "kept_from", lambda *_: True)
    kept = shown.client(Role.AUDIT_COMMITTEE_MEMBER).get(f"/results/{query}")
    assert (kept.status_code, "Ann Ames" in kept.content.decode()) == (403, False)
    day = shown.served.election.polls_close
    monkeypatch.setattr("canvass.clock.now", lambda: day.replace(hour=19))
    sealed = shown.client(EA).get(f"/results/{query}")
    assert "The totals are sealed" in sealed.content.decode()


def test_a_precinct_whose_ballot_was_decided_since_the_release_is_not_called_complete(
    shown: Site, record: Path
) -> None:
    """Else everybody would read off when the last ballot of a precinct was decided, beside a row without it."""
    assert run(["release", str(record), "--by", "Ada Clerk"]) == 0
    (north, *_) = progress_now()
    found = shown.served.state.read(lambda state: released_results(shown.served.election, state))
    assert found is not None
    assert progress_in_release([north], found)[0].standing is CountOfPrecinct.COMPLETE
    decided = replace(north, settled=frozenset(sorted(north.settled, key=str)[1:]))
    assert progress_in_release([decided], found)[0].standing is CountOfPrecinct.PARTLY
