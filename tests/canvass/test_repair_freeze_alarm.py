"""Other software counts than was tested: it is said before the count, and a person answers with a ground (F6)."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from audit.machine_register import MachineEntered, begun, read_register, with_events
from canvass.auditing.machine_register import take_register
from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest, new_batch
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, InputError, RefusedError
from canvass.reading import software
from canvass.reading.self_test import run_self_test
from canvass.reading.software import software_sha256
from canvass.reading.tested_software import check_tested_software, software_of_machine
from canvass.verifying.ledger import verify_ledger
from tabulate.board.office.software_answered import SoftwareAnswered, SoftwareSeen
from tabulate.ledger.entries import BatchKind, BatchOpened

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tests.canvass.conftest import County

OTHER, INSTALLED, PATCHED = "ef" * 32, "12" * 32, "34" * 32
DIFFERENT = [
    ({"software_sha256": OTHER}, "the files of Canvass or its libraries"),
    ({"canvass_version": "0.1.9"}, "the version of Canvass"),
    ({"reader_digest": OTHER}, "how the built-in sheet is read"),
]


def deck(record: Record, batch: str = "T-1", machine: str = "left", **said: str) -> BatchOpened:
    opened = new_batch(record.election, BatchRequest(batch, machine, BatchKind.TEST), run_self_test())
    return replace(opened, **said)  # type: ignore[arg-type]  # fields of the entry


def asked(record: Record, machine: str = "left") -> str:
    with pytest.raises(InputError) as refused:
        check_tested_software(record, machine)
    return str(refused.value)


def answered(record: Record, ground: str = "directive 9", by: str = "clerk") -> SoftwareAnswered:
    found = software_of_machine(record, "left")
    assert found is not None
    return SoftwareAnswered("left", found.batch, found.tested, found.now, ground, by)


def test_repair_F6_the_software_that_was_tested_counts_without_a_question(record: Record) -> None:
    check_tested_software(record, "left")
    record.append([deck(record)])
    check_tested_software(record, "left")
    found = software_of_machine(record, "left")
    assert found is not None
    assert (found.differs, found.asks, len(found.now.software_sha256)) == ((), False, 64)
    with pytest.raises(RefusedError, match="nothing is to be answered"):
        Deciding(record).enter(answered(record))


@pytest.mark.parametrize(("said", "what"), DIFFERENT)
def test_repair_F6_what_differs_is_told_with_every_way_on(record: Record, said: dict[str, str], what: str) -> None:
    record.append([deck(record, **said)])
    told = asked(record)
    assert what in told
    assert all(section in told for section in ("13-17-212(1)", "13-17-509(1)"))
    assert all(way in told for way in ("Put back", "--kind test", "canvass machines software", "--ground"))
    check_tested_software(record, "right")


@pytest.mark.parametrize(("said", "what"), DIFFERENT)
def test_repair_F6_a_recorded_ground_lets_it_count_until_something_else_differs(
    record: Record, said: dict[str, str], what: str
) -> None:
    record.append([deck(record, **said)])
    for ground, by in (("", "clerk"), ("directive 9", " ")):
        with pytest.raises(RefusedError, match="the ground, and who gives it"):
            Deciding(record).enter(answered(record, ground, by))
    Deciding(record).enter(answered(record))
    check_tested_software(record, "left")
    assert verify_ledger(record).problems == []
    record.append([deck(record, "T-2", software_sha256="cd" * 32)])
    assert "batch T-2" in asked(record), what


def test_repair_F6_a_new_test_of_what_counts_now_ends_the_question(record: Record) -> None:
    record.append([deck(record, software_sha256=OTHER)])
    assert "batch T-1" in asked(record)
    record.append([deck(record, "T-2")])
    check_tested_software(record, "left")


def test_repair_F6_what_the_register_has_of_the_machine_now_is_held_to_what_it_had_at_the_test(record: Record) -> None:
    entered = MachineEntered("left", "DS200", INSTALLED, "2026-09-01")
    text = with_events(begun(record.election.county), [entered])
    take_register(record, read_register(text), "clerk")
    record.append([deck(record)])
    check_tested_software(record, "left")
    text = with_events(text, [replace(entered, software_sha256=PATCHED, on="2026-11-05")])
    take_register(record, read_register(text), "clerk")
    assert "the software on the machine, as the register has it" in asked(record)
    record.append([deck(record, "T-2")])
    check_tested_software(record, "left")


def test_repair_F6_a_test_of_an_earlier_version_asks_nothing(record: Record) -> None:
    record.append([deck(record, software_sha256="", canvass_version="0.1.0", reader_digest=OTHER)])
    check_tested_software(record, "left")
    assert software_of_machine(record, "left") is None


@pytest.mark.parametrize("name", [one.name for one in fields(SoftwareSeen)])
def test_repair_F6_each_part_is_compared_where_both_say_it(name: str) -> None:
    one = SoftwareSeen("1", "2", "3", "4")
    other = replace(one, **{name: "other"})
    assert len(one.differs_from(other)) == 1
    assert one.differs_from(replace(one, **{name: ""})) == ()
    assert one.differs_from(one) == ()


def test_repair_F6_the_digest_follows_every_file_and_library(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = dict(software._parts())
    files = {b"imaging/reader.py", b"tabulate/votes.py", b"kernels/targets.py", b"canvass/cli.py"}
    assert files | {b"numpy"} <= set(parts)
    digests = {software_sha256.__wrapped__()}
    for name in (b"imaging/reader.py", b"numpy"):
        changed = [(part, content + b" " if part == name else content) for part, content in parts.items()]
        monkeypatch.setattr(software, "_parts", lambda changed=changed: iter(changed))
        digests.add(software_sha256.__wrapped__())
    assert len(digests) == 3


def test_repair_F6_by_commands_the_question_stands_before_the_count_and_is_answered(
    county: County, record: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    directory, scans = str(record.directory), county.scans

    def does(*words: str) -> tuple[int, str]:
        code = run(list(words))
        said = capsys.readouterr()
        return code, " ".join((said.out + said.err).split())

    assert "no test of a machine" in does("machines", "software", directory)[1]
    record.append([deck(record, software_sha256=OTHER)])
    scan = ("count", directory, str(scans), "--machine", "left", "--batch")
    code, said = does(*scan, "A-1")
    assert (code, "was tested in batch T-1 with other software" in said) == (ExitCode.WRONG_INPUT, True), said
    assert record.batch_opened("A-1") is None
    code, said = does("machines", "software", directory)
    assert (code, "NOBODY HAS ANSWERED" in said) == (ExitCode.WAITING, True)
    answer = ("machines", "software", directory, "left", "--by", "R. Moss")
    assert does(*answer)[0] == ExitCode.WRONG_INPUT, "no ground"
    assert does("machines", "software", directory, "mid", "--ground", "d", "--by", "R. Moss")[0] == ExitCode.WRONG_INPUT
    code, said = does(*answer, "--ground", "SOS directive 9 of 2026-11-01")
    assert (code, "Answered by R. Moss: SOS directive 9 of 2026-11-01" in said) == (ExitCode.DONE, True)
    count(record, scans, BatchRequest("A-1", "left"), SilentProgress())
    opened = record.batch_opened("A-1")
    assert opened is not None
    assert opened.software_sha256 == software_sha256()
