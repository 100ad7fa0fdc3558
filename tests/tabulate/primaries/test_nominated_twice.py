"""Who is nominated by two parties, and who is only named as somebody else is (13-10-303)."""

from __future__ import annotations

from datetime import date

import pytest

from tabulate.board.county.certificate_entries import CertificateKind, CertifiedPerson
from tabulate.county_canvass.two_parties import nominated_twice
from tests.tabulate.primaries.primary_makers import primary_of
from tests.tabulate.several_sheets import Style

SEATS = {"west-R": 1, "east-R": 1, "west-D": 1}
UNTIL = date(2026, 6, 12)


@pytest.mark.parametrize(
    ("contests", "twice"),
    [(("west-R", "west-D"), True), (("west-R", "east-R"), False), (("west-R", "east-R", "west-D"), True)],
)
def test_only_the_ballots_of_several_parties_nominate_somebody_twice(contests: tuple[str, ...], twice: bool) -> None:
    styles = [Style("R", ("north",), (("west-R", "east-R"),)), Style("D", ("north",), (("west-D",),))]
    commissioner = {"office": "county commissioner"}
    election = primary_of(styles, SEATS, dict.fromkeys(SEATS, commissioner))
    each = [
        (one, CertifiedPerson(one.id, "quinn", "Quinn", CertificateKind.NOMINATION))
        for one in election.contests
        if one.id in contests
    ]
    found = nominated_twice(each, (), UNTIL)
    assert [one.choose_by for one in found] == ([UNTIL] if twice else [])
