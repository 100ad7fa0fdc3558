"""Long tables are searched, narrowed, turned over and saved in one way, whatever somebody types into an address."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

import canvass
from canvass.accounts.roles import Role
from canvass.web.listing.listed_rows import ROWS_A_PAGE, ListColumn, Listing, listed
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.web.served_records import Site

OBSERVER, ADMINISTRATOR = Role.OBSERVER, Role.ELECTION_ADMINISTRATOR
COLUMNS: tuple[ListColumn[str], ...] = (
    ListColumn("Name", lambda one: one),
    ListColumn("First letter", lambda one: one[:1], among=()),
)


LOGS = (
    ("absentee", "", "Deposited"),
    ("absentee", "t1-", "How they stand"),
    ("absentee", "t2-", "Marked at"),
    ("absentee", "t3-", "Announced"),
    ("provisional", "", "Where the ballot goes"),
    ("provisional", "t1-", "How they stand"),
    ("electronic", "", "Whether it counts"),
    ("electronic", "t1-", "Third official"),
    ("requests", "", "Answered"),
)
"""The office's logs: each table, as it is asked for, and its last column."""


def asked(query: str, rows: list[str]) -> Listing[str]:
    return listed(RequestFactory().get(f"/?{query}"), "names", rows, COLUMNS)


def saved(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_word_must_be_in_a_row_and_a_choice_must_be_the_whole_cell() -> None:
    rows = ["Ann Ash", "Ben Birch", "Ash Ann", "A"]
    assert asked("words=ASH+ann", rows).found == ("Ann Ash", "Ash Ann")
    assert asked("first-letter=B", rows).found == ("Ben Birch",)
    assert asked("words=ann&first-letter=B", rows).found == ()
    assert asked("words=&first-letter=", rows).found == tuple(rows)
    assert asked("first-letter=" + "x" * 5_000, rows).found == ()
    assert [one.offered for one in asked("", rows).choices] == [("A", "B")]


@pytest.mark.parametrize("start", ["0", "-1", "abc", "9" * 400, "%00", "1e3", "²"])
def test_a_page_of_a_long_table_is_a_page_whatever_the_address_says(start: str) -> None:
    rows = [f"row {number}" for number in range(ROWS_A_PAGE * 2 + 1)]
    assert asked(f"from={start}", rows).shown == tuple(rows[:ROWS_A_PAGE])


def test_pages_follow_each_other_without_a_gap_and_keep_what_was_asked() -> None:
    rows = [f"row {number}" for number in range(ROWS_A_PAGE * 2 + 1)]
    seen: list[str] = []
    address = "?words=row"
    while address:
        page = asked(address.removeprefix("?"), rows)
        seen += page.shown
        address = page.later
    assert seen == rows
    assert page.earlier == f"?words=row&from={ROWS_A_PAGE}"


def test_rows_are_put_in_order_by_any_column_numbers_by_their_size() -> None:
    columns: tuple[ListColumn[tuple[str, int]], ...] = (
        ListColumn("Name", lambda one: one[0]),
        ListColumn("Sheets", lambda one: one[1]),
    )
    rows = [("b", 10), ("A", 9), ("c", 100)]

    def names(query: str) -> str:
        found = listed(RequestFactory().get(f"/?{query}"), "batches", rows, columns)
        return "".join(name for name, _ in found.found)

    assert (names("order=Sheets"), names("order=Name"), names("")) == ("Abc", "Abc", "bAc")
    assert names("order=nowhere") == names("order=" + "x" * 9_000) == "bAc"
    assert "order=Sheets" in listed(RequestFactory().get("/?order=Sheets"), "x", rows, columns).as_csv


def test_two_tables_of_a_page_are_asked_apart_and_a_day_in_the_address_stays() -> None:
    request = RequestFactory().get("/?words=ann&steps-words=ben&steps-as=csv&on=2026-11-03&other=1")
    one = listed(request, "one", ["Ann", "Ben"], COLUMNS, keeping=("on", "absent"))
    two = listed(request, "two", ["Ann", "Ben"], COLUMNS, apart="steps")
    assert (one.found, two.found) == (("Ann",), ("Ben",))
    assert one.file() is None
    assert two.file() is not None
    assert (one.as_csv, one.everything) == ("?on=2026-11-03&words=ann&as=csv", "?on=2026-11-03")
    assert (two.as_csv, two.everything) == ("?steps-words=ben&steps-as=csv", "?")


def test_an_observer_searches_the_whole_event_log_and_saves_it_safe_for_spreadsheets(site: Site) -> None:
    formula = "=HYPERLINK(0)"
    site.record.append([AccessRecorded(formula, "", Access.SIGN_IN_REFUSED, "Zoë")])
    site.record.append([AccessRecorded("ann", OBSERVER.value, Access.SIGNED_IN, "") for _ in range(60)])
    client = site.client(OBSERVER)
    assert formula not in client.get("/events/").content.decode(), "it is not on the first page"
    found = client.get("/events/?words=zoë").content.decode()
    assert (found.count("<tbody>"), "HYPERLINK" in found, "1 found" in found) == (1, True, True)
    heads, *rows = saved(client, "/events/?as=csv")
    assert heads == ["Entry", "When", "Who", "Role", "What", "Detail"]
    assert len(rows) == len(site.accesses())
    (refused,) = [row for row in rows if row[5] == "Zoë"]
    assert refused[2] == f"'{formula}"
    assert {row[4] for row in saved(client, "/events/?what=signed+in&as=csv")[1:]} == {Access.SIGNED_IN.value}
    assert len(saved(client, "/events/?words=nobody+has+this&as=csv")) == 1
    assert "Nothing of this table fits" in client.get("/events/?words=nobody+has+this").content.decode()


def test_accounts_batches_boards_and_decisions_are_saved_as_they_stand(site: Site) -> None:
    clerk = site.client(ADMINISTRATOR)
    heads, *rows = saved(clerk, "/accounts/?role=Observer&as=csv")
    assert (heads[2], {row[2] for row in rows}, len(rows)) == ("Role", {"Observer"}, 3)
    heads, batch = saved(site.client(), "/status/?as=csv")
    assert dict(zip(heads, batch, strict=True))["Batch"] == "AB-001"
    assert saved(clerk, "/board/boards/?as=csv")[0][0] == "Board"
    assert saved(clerk, "/board/decided/?as=csv")[0][0] == "Batch"
    assert saved(clerk, "/board/electors/?as=csv")[0] == ["Precinct part", "Electors voting", "Ballots", "In excess"]
    assert saved(clerk, "/board/transfers/?as=csv")[0][-1] == "State"
    assert saved(clerk, "/board/machines/?as=csv")[0][3] == "Standing"
    assert saved(clerk, "/board/containers/?as=csv")[0][5] == "Stands"
    assert saved(clerk, "/board/containers/?steps-as=csv")[0][-1] == "Entry"
    assert saved(clerk, "/accounts/signatures/?as=csv")[0][0] == "Paper"
    for log, table, head in LOGS:
        assert saved(clerk, f"/office/{log}/?{table}as=csv")[0][-1] == head, (log, table)
    assert site.client(OBSERVER).get("/accounts/?as=csv").status_code == 403
    assert "<script>" not in clerk.get("/accounts/?words=<script>&role=<script>").content.decode()


def test_the_days_of_the_law_are_searched_as_they_stand_on_a_day_and_saved(site: Site) -> None:
    clerk = site.client(ADMINISTRATOR)
    heads, *rows = saved(clerk, "/calendar/?on=2026-11-04&words=canvass&as=csv")
    assert heads == ["What", "First", "Last", "Section", "Stands", "Remark"]
    assert 0 < len(rows) < len(saved(clerk, "/calendar/?as=csv")) - 1
    assert all("canvass" in " ".join(row).lower() for row in rows)
    page = clerk.get("/calendar/?on=2026-11-04&words=canvass").content.decode()
    assert '<input type="hidden" name="on" value="2026-11-04">' in page
    assert page.count('<th scope="row">') == len(rows)


ENTERED_THERE = {
    "definition_editor/contests.html",
    "definition_editor/lists.html",
    "definition_editor/mending.html",
    "definition_editor/precincts.html",
    "front_desk/files.html",
    "board/review.html",
    "board/hand_count.html",
    "board/sitting.html",
    "board/early_count.html",
    "committee/count.html",
    "committee/marks.html",
    "layout_editor/page.html",
    "layout_editor/pages.html",
    "recount_board/precinct.html",
}
"""What is typed into, or counted at, a page of its own."""
OF_ONE_THING = {
    "front_desk/election.html",
    "board/ballot.html",
    "board/halts.html",
    "board/transfer.html",
    "committee/apart.html",
    "committee/exemption.html",
    "committee/machines.html",
    "committee/measurement.html",
    "committee/members.html",
    "committee/overview.html",
    "committee/selection.html",
    "committee/table_body.html",
    "committee/unit_comparison.html",
    "committee/why.html",
    "recount_board/recount.html",
    "scan_room/watch.html",
    "state_canvassers/received.html",
}
"""A few rows of one ballot, halt, transfer, committee, draw, count or package."""
WITH_FILES_OF_THEIR_OWN = {
    "board/primary_tables.html",
    "board/decided.html",
    "board/reconciliation_tables.html",
    "board/sheets.html",
    "committee/audited_results.html",
    "committee/compared_units.html",
    "election_office/second_look.html",
    "public/by_method.html",
    "public/by_precinct.html",
    "public/contest.html",
    "public/county_canvass.html",
    "public/recounted_results.html",
    "state_canvassers/recounts.html",
    "state_canvassers/results.html",
}
"""Results, reports and lists that are saved or printed in their own way."""
STANDING_ELSEWHERE = {
    "board/hand_counts.html",
    "board/queue.html",
    "board/readings.html",
    "election_office/court.html",
    "election_office/names.html",
    "recount_board/margins.html",
    "recount_board/recounts.html",
    "recount_board/ties.html",
    "scan_room/counts.html",
}
"""Work that waits, a few at a time, and what *Status* or a command lists whole."""


def test_a_table_can_be_searched_and_saved_or_it_is_known_why_not() -> None:
    found = {
        f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8")
        for path in Path(canvass.__file__).parent.glob("*/templates/**/*.html")
    }
    tables = {name for name, text in found.items() if re.search(r"<tbody[^>]*>\s*\{% (?:for|if)", text)}
    listed_ones = {name for name in tables if "web/listing.html" in found[name]}
    assert len(listed_ones) > 11
    assert tables - listed_ones == ENTERED_THERE | OF_ONE_THING | WITH_FILES_OF_THEIR_OWN | STANDING_ELSEWHERE
