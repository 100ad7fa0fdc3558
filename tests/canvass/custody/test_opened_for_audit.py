"""Containers in the audit: opened for it in the record first, and of a federal election alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.coverage import Container
from audit.errors import Refused
from canvass.auditing.boxes import opening_boxes, package_of
from canvass.errors import ExitCode
from tabulate.election import PrecinctId
from tests.canvass.audit_of_county import MEMBERS, SELECTED_ON, CountyAudit
from tests.canvass.audited_county import CountedCounty
from tests.canvass.custody.seals_typed import BY, CLERK, SEALED, seals

if TYPE_CHECKING:
    from collections.abc import Sequence


P01 = PrecinctId("P01")


@pytest.fixture
def drawn(county: CountedCounty) -> CountyAudit:
    return CountyAudit(county).select()


def test_the_audit_opens_a_container_that_the_record_knows_to_be_open_for_it(
    county: CountedCounty, drawn: CountyAudit
) -> None:
    record = county.record.directory
    assert seals(record, "seal", *SEALED) == 0

    def box(seal: str, *batches: str) -> Sequence[object]:
        boxes = (Container(seal, batches),)
        return opening_boxes(drawn.state, drawn.counted, P01, boxes, opened_by=MEMBERS, on=SELECTED_ON)

    assert package_of(drawn.counted, "P01-polls") == "P01-3: 10421, 10422"
    with pytest.raises(Refused, match="was not opened for the audit"):
        box("10421", "P01-polls")
    committee = ("--ground", "audit", "--present", "Kim=audit-committee", "--present", CLERK, "--all-whole", *BY)
    assert seals(record, "open", "P01-3", *committee) == 0
    with pytest.raises(Refused, match="bears seal 99999"):
        box("99999", "P01-polls")
    with pytest.raises(Refused, match="does not lie in container P01-3"):
        box("10421", "P01-polls", "P02-polls")
    assert box(" 10422 ", "P01-polls")
    assert package_of(drawn.counted, "P01-polls").endswith("(open)")
    assert package_of(drawn.counted, "P02-polls") == ""


def test_an_audit_of_an_election_that_is_not_federal_opens_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """13-1-303(1)(a): the packages of other elections stay sealed."""
    local = CountedCounty(tmp_path / "local", date(2025, 11, 4))
    local.count_precinct(1, ballots=1)
    assert seals(local.record.directory, "seal", *SEALED) == 0
    committee = ("--ground", "audit", "--present", "Kim=audit-committee", "--present", CLERK, "--all-whole", *BY)
    assert seals(local.record.directory, "open", "P01-3", *committee) == ExitCode.WRONG_INPUT
    assert "13-1-303(1)(a)" in capsys.readouterr().err
