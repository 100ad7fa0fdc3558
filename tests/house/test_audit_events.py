"""A new kind of audit event touches at most five files of the product: which, says audit/README.md."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from audit.events import AuditEvent
from audit.random_sample import STEPS
from tests.house.tree import PACKAGES, ROOT, code_of, python_files, short

MOST_FILES = 5
_BOTH = "asked for by a page and by a command, and "
_REGISTER = f"{_BOTH}kept in the county's register of machines too, which has a command of its own"
MORE_FILES = {
    "CommitteeAppointed": (7, f"{_BOTH}kept in the audit's state, which the committee's page shows; made by the demo"),
    "OathTaken": (6, f"{_BOTH}made by the demo"),
    "ExemptionNoticed": (7, f"{_BOTH}kept in the state and in the county's report"),
    "MachineBarredElsewhere": (6, _REGISTER),
    "MachineExamined": (7, _REGISTER),
    "VendorConsulted": (7, _REGISTER),
    "MachineApproved": (8, _REGISTER),
    "OutsideReportChosen": (8, f"{_BOTH}held against report or records of the record, and kept in the state"),
    "SheetEntered": (6, f"{_BOTH}published with its running marks put together"),
    "CauseFound": (7, f"{_BOTH}kept in the state and in the county's report"),
    "AuditCertified": (8, f"{_BOTH}kept in the state; published before it or with it; signed with own keys"),
    "AuditPublished": (7, f"{_BOTH}kept in the state; the published file does not hold itself"),
}
"""The kinds that more files name, how many, and why."""
KINDS = sorted(kind.__name__ for kind in get_args(AuditEvent))


@cache
def names_in(path: Path) -> frozenset[str]:
    """Every name that a module uses, defines or imports."""
    found: set[str] = set()
    for node in ast.walk(code_of(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) | ast.ClassDef(name=name):
                found.add(name)
    return frozenset(found)


def files_naming(kind: str) -> list[str]:
    return [short(path) for path in python_files(*PACKAGES) if kind in names_in(path)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_event_is_named_in_few_files(kind: str) -> None:
    files = files_naming(kind)
    assert {"audit/random_sample.py"} < set(files)
    most, _ = MORE_FILES.get(kind, (MOST_FILES, ""))
    assert len(files) <= most, f"{kind} is named in {len(files)} files: {', '.join(files)}"


def test_the_exceptions_are_still_needed() -> None:
    assert {kind: len(files_naming(kind)) for kind in MORE_FILES} == {kind: n for kind, (n, _) in MORE_FILES.items()}


def test_the_readme_prints_the_steps_as_they_are() -> None:
    table = (ROOT / "audit" / "README.md").read_text(encoding="utf-8").partition("| section |")[2]
    rows = re.findall(r"^\| ([\w.() -]+) \| ([\w ]+) \|", table, re.MULTILINE)
    printed = [(section.strip(), event) for section, events in rows for event in events.split()]
    assert printed == [(step.section, step.event.__name__) for step in STEPS]
