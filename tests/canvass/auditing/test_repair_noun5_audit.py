"""The audit counts a contest over the editions of its ballots: every choice has its row, in both counts (13-17-506)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.contests import Unit
from audit.coverage import Container
from canvass.auditing.batch_figures import machine_figures
from canvass.auditing.opening import opened_if_needed
from canvass.cli import run
from canvass.record.audit_log import AuditLog
from tabulate.election import PrecinctId
from tabulate.ledger.fold import fold
from test_ballots.definition import definition_bytes
from tests.canvass.corrected_county import first_plan, second_plan
from tests.canvass.corrected_record import BATCH, BOTH, CONTEST, OWN, cards_of, corrected_record, sheet_of
from tests.tabulate.ledger_makers import batch_opened

if TYPE_CHECKING:
    from canvass.record.store import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Three ballots of the first edition and four of the second, all of one precinct."""
    with corrected_record(tmp_path / "record") as made:
        cards = {edition: cards_of(made.election, edition)[0] for edition in (1, 2)}
        voted = [(1, OWN[1]), (1, OWN[1]), (1, BOTH), (2, OWN[2]), (2, OWN[2]), (2, OWN[2]), (2, BOTH)]
        sheets = [
            sheet_of(made.election, cards[edition], number, {(CONTEST, choice)})
            for number, (edition, choice) in enumerate(voted, start=1)
        ]
        made.append([batch_opened(BATCH), *sheets])
        yield made


def test_machine_figures_and_tally_sheets_have_the_choices_of_every_edition(record: Record) -> None:
    audit = opened_if_needed(AuditLog(record))
    contest = next(one for one in audit.opened.contests if one.id == CONTEST)
    assert {OWN[1], OWN[2], BOTH} <= {choice.id for choice in contest.choices}
    precinct = cards_of(record.election, 1)[0].precinct
    assert precinct is not None
    found = machine_figures(
        fold(record.outlines()), Unit(PrecinctId(precinct), CONTEST), contest, (Container("seal", (BATCH,)),), None
    )
    votes = {one.choice: one.votes for one in found.votes if one.votes}
    assert votes == {OWN[1]: 2, OWN[2]: 3, BOTH: 2}
    assert found.ballots == 7


def test_an_edition_that_an_open_audit_has_no_rows_for_is_refused(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened_if_needed(AuditLog(record))
    second = tmp_path / "second.json"
    second.write_bytes(definition_bytes(second_plan(first_plan())))
    third = tmp_path / "third.json"
    third.write_text(second.read_text(encoding="utf-8").replace(f'"{OWN[2]}"', '"one-more"'), encoding="utf-8")
    assert run(["edition", str(record.directory), str(third), "--ground", "died", "--by", "Ann"]) == 3
    assert "The audit of this record was opened before" in capsys.readouterr().err
