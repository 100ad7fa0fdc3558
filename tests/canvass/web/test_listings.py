"""Long tables are searched, narrowed, turned over and saved in one way, whatever somebody types into an address."""

import csv
import io

import pytest
from django.test import Client, RequestFactory

from canvass.accounts.roles import Role
from canvass.web.listing.listed_rows import ROWS_A_PAGE, ListColumn, Listing, listed
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.web.served_records import Site

OBSERVER, ADMINISTRATOR = Role.OBSERVER, Role.ELECTION_ADMINISTRATOR
COLUMNS: tuple[ListColumn[str], ...] = (
    ListColumn("Name", lambda one: one),
    ListColumn("First letter", lambda one: one[:1], among=()),
)


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
    assert site.client(OBSERVER).get("/accounts/?as=csv").status_code == 403
    assert "<script>" not in clerk.get("/accounts/?words=<script>&role=<script>").content.decode()
