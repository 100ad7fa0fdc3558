"""The administrator's return of a precinct from the page of results; nobody else's, and none while sealed."""

from datetime import UTC, timedelta

import pytest

from canvass import clock
from canvass.accounts.roles import Role
from tabulate.board.polls import PollsClosed
from tabulate.ledger.entries import Access
from tests.canvass.web.served_records import Site


def test_the_administrator_downloads_a_return_once_the_polls_are_closed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = site.served.election.polls_close.astimezone(UTC) + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    client, precinct = site.client(Role.ELECTION_ADMINISTRATOR), site.served.election.precincts[0]
    address = f"/results/return/?precinct={precinct.id}"
    assert "totals are sealed" in client.get(f"{address}&form=json&partial=on").content.decode()
    site.record.append([PollsClosed("election-administrator-1")])
    head = site.record.head()
    answer = client.get(f"{address}&form=json&partial=on")
    found = answer.json()
    assert (found["precinct"], found["partial"], found["ledger"]["number"]) == (precinct.id, True, head.number)
    assert answer["Content-Disposition"] == 'attachment; filename="return.json"'
    assert [one.detail for one in site.accesses(Access.TOTALS_SEEN)] == [f"return of precinct {precinct.id}"]
    assert client.get(f"{address}&form=pdf&partial=on").content.startswith(b"%PDF")
    refused = client.get(f"{address}&form=pdf", follow=True).content.decode()
    assert f"Precinct {precinct.name} is not complete" in refused
    assert "Print the return of a precinct" in refused
    assert "Choose one." in client.get("/results/return/?form=pdf", follow=True).content.decode()
    assert site.client(Role.OBSERVER).get(f"{address}&form=pdf&partial=on").status_code == 403
