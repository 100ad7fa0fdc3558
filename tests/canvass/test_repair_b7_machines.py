"""A machine that an audit barred is used in no other election, and may scan what that audit finds (B7)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit import events as written
from audit.errors import PublicationAltered, PublicationError, Refused
from audit.events.consequences import (
    MachineApproved,
    MachineBarredElsewhere,
    MachineExamined,
    VendorConsulted,
)
from audit.machine_register import (
    MachineEntered,
    MachineRetired,
    begun,
    carried_over,
    read_register,
    with_events,
)
from audit.publication import chain, publish, replay
from canvass.auditing.barred import check_machine
from canvass.auditing.machine_register import register_of, take_register
from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, InputError, RefusedError
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.entries import AuditRecorded, BatchKind
from tests.audit.test_machines import APPROVED, CONSULTED, EXAMINED

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tests.canvass.conftest import County

GOLDEN = Path(__file__).parent.parent / "audit" / "golden"
PUBLISHED = (GOLDEN / "second-edition.published.json").read_text()
REPLAYED = replay(PUBLISHED)
COUNTY = REPLAYED.state.opened.county
ELECTION = f"{REPLAYED.state.opened.election_title}, {REPLAYED.state.opened.election_date}"
HASH = "ab" * 32
SOFTWARE = "cd" * 32
LEFT = MachineEntered("left", "DS200", SOFTWARE, "2026-09-01")
RIGHT = replace(LEFT, machine="right")
BARRED = MachineBarredElsewhere("left", "the primary, 2024-06-04", HASH)


def register_for_record(record: Record, *events: object) -> str:
    return with_events(begun(record.election.county), [LEFT, RIGHT, *events])  # type: ignore[list-item]


def take(record: Record, text: str) -> None:
    take_register(record, read_register(text), "clerk")


def refusal(record: Record, machine: str) -> str:
    with pytest.raises(InputError) as refused:
        check_machine(record, machine)
    return str(refused.value)


def test_repair_b7_another_elections_bar_holds_until_examination_and_approval_are_recorded(record: Record) -> None:
    text = register_for_record(record, BARRED)
    take(record, text)
    check_machine(record, "right")
    for step in (EXAMINED, CONSULTED, APPROVED):
        said = refusal(record, "left")
        assert "13-17-507(2)(a)" in said
        assert BARRED.election in said
        assert "13-17-509(2)" in said
        text = with_events(text, [step])
        take(record, text)
    check_machine(record, "left")
    assert verify_ledger(record).problems == []


def test_repair_b7_the_same_records_audit_scans_what_it_found_on_the_machine_it_barred(record: Record) -> None:
    events = json.loads((GOLDEN / "second-edition.events.json").read_text())
    record.append([AuditRecorded(name, body) for name, body in events])
    (machine,) = {one for finding in REPLAYED.state.findings for one in finding.machines}
    check_machine(record, machine)
    name, body = written.write(MachineBarredElsewhere("old", "the primary, 2024-06-04", HASH))
    record.append([AuditRecorded(name, body)])
    assert "13-17-507(2)(a)" in refusal(record, "old")
    check_machine(record, machine)


def test_repair_b7_a_bar_of_the_records_own_election_in_the_register_refuses_nothing(record: Record) -> None:
    own = f"{record.election.title}, {record.election.date.isoformat()}"
    take(record, register_for_record(record, replace(BARRED, election=own)))
    check_machine(record, "left")


def test_repair_b7_a_bar_of_before_is_not_lifted_by_a_later_one_of_this_election(record: Record) -> None:
    own = f"{record.election.title}, {record.election.date.isoformat()}"
    take(record, register_for_record(record, BARRED, replace(BARRED, election=own)))
    assert BARRED.election in refusal(record, "left")


@pytest.mark.parametrize("kind", [BatchKind.TEST, BatchKind.POLLS])
def test_repair_b7_count_and_test_refuse_a_barred_machine_and_write_nothing(
    kind: BatchKind, record: Record, county: County
) -> None:
    take(record, register_for_record(record, BARRED))
    head = record.head()
    for machine, rule in (("left", r"13-17-507\(2\)\(a\)"), ("elsewhere", r"13-17-502\(3\)")):
        with pytest.raises(InputError, match=rule):
            count(record, county.scans, BatchRequest("B-1", machine, kind), SilentProgress())
    assert record.head() == head


def test_repair_b7_a_retired_machine_counts_no_more_and_what_bars_it_stays(record: Record) -> None:
    take(record, register_for_record(record, MachineRetired("right", "sold", "2026-09-02"), BARRED))
    assert "no 'right' in use" in refusal(record, "right")
    take(record, register_for_record(record, MachineRetired("right", "sold", "2026-09-02"), BARRED, RIGHT))
    check_machine(record, "right")


def test_repair_b7_without_a_register_a_record_counts_as_before(record: Record) -> None:
    check_machine(record, "whatever")


def test_repair_b7_a_published_audit_is_carried_over_once_with_its_clearing() -> None:
    text = begun(COUNTY)
    events = carried_over(read_register(text), REPLAYED, HASH)
    text = with_events(text, events)
    (standing,) = REPLAYED.state.machines
    register = read_register(text)
    assert register.barred_by(standing.machine) == (ELECTION if standing.barred else "")
    assert [one.election for one in register.bars] == [ELECTION]
    assert carried_over(register, REPLAYED, HASH) == ()


def test_repair_b7_what_cleared_it_in_its_own_record_is_carried_over_later() -> None:
    raw = [written.read(*one) for one in json.loads((GOLDEN / "second-edition.events.json").read_text())]
    steps = (MachineExamined, VendorConsulted, MachineApproved)
    before = [one for one in raw if not isinstance(one, steps)]
    (machine,) = {one for finding in REPLAYED.state.findings for one in finding.machines}
    cleared = [replace(one, machine=machine) for one in (EXAMINED, CONSULTED, APPROVED)]
    text = begun(COUNTY)
    expected = (ELECTION, ELECTION, ELECTION, "")
    for done, barred_by in enumerate(expected):
        replayed = replay(publish([*before, *cleared[:done]]))
        text = with_events(text, carried_over(read_register(text), replayed, HASH))
        assert read_register(text).barred_by(machine) == barred_by
    first = carried_over(read_register(text), replay(publish(before)), HASH)
    assert first == (), "an older file does not bar anew what was cleared since"


def test_repair_b7_what_an_audit_took_over_is_laid_to_the_election_that_barred_it() -> None:
    whole = replay((GOLDEN / "whole.published.json").read_text())
    register = read_register(with_events(begun(COUNTY), carried_over(read_register(begun(COUNTY)), whole, HASH)))
    assert register.barred_by("old") == "Primary Election, 2024-06-04"
    assert register.barred_by("left") == "", "it was cleared in its own record"
    assert {one.machine: one.election for one in register.bars} == {
        "old": "Primary Election, 2024-06-04",
        "left": ELECTION,
    }
    assert carried_over(register, whole, HASH) == ()


def test_repair_b7_another_countys_file_or_register_is_refused(record: Record) -> None:
    with pytest.raises(Refused, match=r"13-17-507\(2\)\(a\)"):
        carried_over(read_register(begun("Elsewhere")), REPLAYED, HASH)
    with pytest.raises(InputError, match="of Elsewhere"):
        take(record, begun("Elsewhere"))


def test_repair_b7_no_line_of_the_register_is_changed_or_taken_out_quietly(tmp_path: Path) -> None:
    text = with_events(begun("Here"), [LEFT, RIGHT, BARRED, EXAMINED])
    lines = text.splitlines(keepends=True)
    altered = ["".join(lines[:place] + lines[place + 1 :]) for place in range(len(lines) - 1)]
    altered += [
        text.replace("DS200", "DS201"),
        text.replace("left", "lift", 1),
        text + "\n",
        text[:-1],
        "\ufeff" + text,
    ]
    altered += [text.replace('"name"', '"note":1,"name"', 1), "".join([*lines[:2], lines[1], *lines[2:]])]
    for wrong in altered:
        with pytest.raises((PublicationAltered, PublicationError)):
            read_register(wrong)
    for content in (b"", b"\xff", b"{}", b"[1]\n", b"a" * 10, b"[" * 100_000, b"null\n"):
        file = tmp_path / "register.jsonl"
        file.write_bytes(content)
        with pytest.raises(InputError):
            register_of(file)


def test_repair_b7_a_register_written_anew_with_good_hashes_is_found_out_by_the_record(record: Record) -> None:
    take(record, register_for_record(record, BARRED))
    with pytest.raises(InputError, match="written anew"):
        take(record, with_events(begun(record.election.county), [LEFT, RIGHT, replace(RIGHT, machine="third"), LEFT]))
    with pytest.raises((InputError, RefusedError)):
        take(record, with_events(begun(record.election.county), [LEFT, RIGHT]))
    assert "13-17-507(2)(a)" in refusal(record, "left")


def test_repair_b7_the_chain_is_the_published_audits_own() -> None:
    lines = [json.loads(line) for line in with_events(begun("Here"), [LEFT]).splitlines()]
    bodies = [(one["name"], json.dumps(one["body"], sort_keys=True, separators=(",", ":"))) for one in lines]
    assert [one["sha256"] for one in lines] == [sha256 for _, _, sha256 in chain(bodies)]


@pytest.mark.parametrize(
    "wrong", [replace(LEFT, machine=" "), replace(LEFT, machine_type=""), replace(LEFT, software_sha256="abc")]
)
def test_repair_b7_a_machine_has_a_name_a_type_and_the_hash_of_its_software(wrong: MachineEntered) -> None:
    with pytest.raises(Refused, match=r"13-17-502\(3\)"):
        with_events(begun("Here"), [wrong])


def test_repair_b7_from_one_election_to_the_next_by_commands(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, record, paper = tmp_path / "machines.jsonl", tmp_path / "record", tmp_path / "paper.pdf"
    published = tmp_path / "published.json"
    published.write_text(PUBLISHED)
    paper.write_bytes(b"signed")
    definition = json.loads(county.definition.read_text())
    definition["county"] = COUNTY
    ours = tmp_path / "definition.json"
    ours.write_text(json.dumps(definition))
    (machine,) = {one for finding in REPLAYED.state.findings for one in finding.machines}

    def does(*words: str) -> tuple[int, str]:
        code = run(list(words))
        said = capsys.readouterr()
        return code, said.out + said.err

    assert does("machines", "begin", str(register), "--county", COUNTY)[0] == ExitCode.DONE
    assert does("machines", "begin", str(register), "--county", COUNTY)[0] == ExitCode.WRONG_INPUT
    add = ("machines", "add", str(register), machine, "--type", "DS200", "--software", SOFTWARE)
    assert does(*add, "--on", "2026-09-01")[0] == ExitCode.DONE
    code, said = does("machines", "carry", str(register), str(published))
    assert code == ExitCode.DONE
    barred = machine in said and "barred by the audit" in said
    code, said = does("new", str(record), str(ours), "--machines", str(register))
    assert (code, "Register of machines: 1 machine in use" in said) == (ExitCode.DONE, True), said
    scan = ("count", str(record), str(county.scans), "--batch", "T-1", "--machine", machine, "--kind", "test")
    if barred:
        code, said = does(*scan)
        assert (code, "13-17-507(2)(a)" in said) == (ExitCode.WRONG_INPUT, True), said
        clear = ("machines", "examine", str(register), machine, "--expert", "D. Fern", "--report", str(paper))
        assert does(*clear, "--degree", "--expertise", "--no-ties", "--sound")[0] == ExitCode.DONE
        assert does("machines", "consult", str(register), machine, "--vendor", "Scan Works")[0] == ExitCode.DONE
        approve = ("machines", "approve", str(register), machine, "--by", "D. Lake", "--document", str(paper))
        assert does(*approve)[0] == ExitCode.DONE
        code, said = does("machines", "take", str(record), str(register), "--by", "clerk")
        assert (code, "barred: none" in said) == (ExitCode.DONE, True), said
    with open_record(record) as opened:
        check_machine(opened, machine)
        taken = Deciding(opened).state().office.machines
    assert taken is not None
    retire = ("machines", "retire", str(register), machine, "--reason", "sold")
    assert does(*retire)[0] == ExitCode.DONE
    assert does("machines", "list", str(register))[0] == ExitCode.DONE


def test_repair_b7_new_without_a_register_says_so(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "record"), str(county.definition)]) == ExitCode.DONE
    assert "No register of machines was given" in capsys.readouterr().out
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(begun("Elsewhere"))
    assert (
        run(["new", str(tmp_path / "other"), str(county.definition), "--machines", str(wrong)]) == ExitCode.WRONG_INPUT
    )
    assert not (tmp_path / "other").exists()
