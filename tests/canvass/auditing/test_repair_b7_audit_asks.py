"""The audit asks the register that counts ask: a barred machine is known when an audit is opened and selected (B7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from audit import events as written
from audit.events.consequences import MachineBarredElsewhere
from audit.machine_register import MachineEntered, begun, read_register, with_events
from canvass.accounts.roles import Role
from canvass.auditing.barred import counted_though_barred
from canvass.auditing.machine_register import take_register
from canvass.cli import run
from canvass.record.audit_log import AuditLog
from tabulate.ledger.entries import AuditRecorded
from tabulate.ledger.fold import fold
from tests.audit.test_machines import APPROVED, CONSULTED, EXAMINED
from tests.canvass.audited_county import MACHINES, CountedCounty, election_day
from tests.canvass.auditing.clerk import Clerk
from tests.canvass.web.served_records import make_accounts, site_of

if TYPE_CHECKING:
    from pathlib import Path

LEFT, RIGHT = MACHINES
ENTERED = [MachineEntered(name, "DS200", "cd" * 32, "2025-09-01") for name in MACHINES]
BARRED = MachineBarredElsewhere(LEFT, "Primary Election, 2024-06-04", "ab" * 32)
STEPS = [replace(one, machine=LEFT) for one in (EXAMINED, CONSULTED, APPROVED)]


def take(county: CountedCounty, *events: object) -> None:
    text = with_events(begun(county.election.county), events)  # type: ignore[arg-type]  # the register's events
    take_register(county.record, read_register(text), "clerk")


def told(county: CountedCounty, drawn: tuple[str, ...] = ()) -> tuple[str, ...]:
    counted = fold(county.record.outlines())
    return counted_though_barred(county.election, counted, AuditLog(county.record).events, drawn)


@pytest.fixture
def counted(county: CountedCounty) -> CountedCounty:
    for number in range(1, 5):
        county.count_precinct(number, ballots=2)
    return county


def test_repair_b7_what_a_barred_machine_counted_is_told_with_its_precincts(counted: CountedCounty) -> None:
    assert told(counted) == (), "without a register nothing is known"
    take(counted, *ENTERED)
    assert told(counted) == ()
    take(counted, *ENTERED, BARRED)
    (line, what_follows) = told(counted, ("P02", "P03"))
    assert line.startswith(
        f"13-17-507(2)(a): The machine {LEFT} is barred by the audit of {BARRED.election}. Missing: "
    )
    assert "counted batches P02-polls, P04-polls here, of precincts Larkspur 2, Larkspur 4" in line
    assert "Drawn of these: Larkspur 2." in line
    for section in ("13-17-503(3)(a)", "13-17-505", "13-17-507(1)", "13-15-209"):
        assert section in what_follows
    assert "Drawn of these: none." in told(counted, ("P01",))[0]


def test_repair_b7_only_the_approval_ends_it(counted: CountedCounty) -> None:
    for done in range(3):
        take(counted, *ENTERED, BARRED, *STEPS[:done])
        assert len(told(counted)) == 2
    take(counted, *ENTERED, BARRED, *STEPS)
    assert told(counted) == ()


def test_repair_b7_a_bar_of_this_election_and_one_that_counted_nothing_are_no_matter(counted: CountedCounty) -> None:
    own = f"{counted.election.title}, {counted.election.date.isoformat()}"
    third = replace(ENTERED[0], machine="third")
    take(counted, *ENTERED, third, replace(BARRED, election=own), replace(BARRED, machine="third"))
    assert told(counted) == ()


def test_repair_b7_a_machine_that_the_register_does_not_have_and_a_bar_taken_over_are_told(
    counted: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    name, body = written.write(BARRED)
    take(counted, ENTERED[0])
    assert [line[:12] for line in told(counted)][:1] == ["13-17-502(3)"]
    assert Clerk(counted.record.directory, capsys).does("open")[0] == 0
    counted.record.append([AuditRecorded(name, body)])
    assert f"The machine {LEFT} is barred by an earlier election's audit" in " ".join(told(counted))


def test_repair_b7_opening_and_selecting_by_command_and_page_say_it(
    counted: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = Clerk(counted.record.directory, capsys)
    take(counted, *ENTERED, BARRED)
    code, said = clerk.does("open")
    assert (code, f"The machine {LEFT} is barred" in said, "Register of machines: 2 machines" in said) == (
        0,
        True,
        True,
    )
    rolls = tmp_path / "rolls.csv"
    rolls.write_text("roll,red,white\n" + "\n".join(f"{n},{n // 10},{n % 10}" for n in range(1, 11)))
    day = (election_day() + timedelta(days=9)).isoformat()
    code, said = clerk.does("select", "--dice", str(rolls), "--on", day)
    assert (code, "Drawn of these: Larkspur 2, Larkspur 4." in said) == (0, True), said
    state = AuditLog(counted.record).state
    assert state is not None
    assert state.machines == (), "the audit itself found nothing of a machine"
    with site_of(counted.record.directory) as site:
        make_accounts()
        for page in ("/audit/", "/audit/selection/"):
            answer = site.client(Role.ELECTION_ADMINISTRATOR).get(page)
            assert f"The machine {LEFT} is barred" in answer.content.decode()


def test_repair_b7_taking_the_register_says_at_once_what_was_counted(
    counted: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "machines.jsonl"
    register.write_text(with_events(begun(counted.election.county), [*ENTERED, BARRED]))
    assert run(["machines", "take", str(counted.record.directory), str(register), "--by", "clerk"]) == 0
    assert "counted batches P02-polls, P04-polls here" in capsys.readouterr().err
