"""What counties published of their audits: kept under its hash, replayed before it is believed (13-17-507(4))."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from audit.report import CountyReport
from canvass.auditing.counties import checked_report
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, RecordError, RefusedError, disk_errors
from canvass.state_canvass.state_folder import add_steps, adding
from tabulate.state_canvass.state_chain import StateCanvass
from tabulate.state_canvass.state_steps import AuditReceived

AUDITS = "audits"
MOST_BYTES = 40_000_000
_MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class KeptAudit:
    """A county's published audit, as the folder has it."""

    received: AuditReceived
    report: CountyReport


@dataclass(frozen=True, slots=True)
class AuditCameIn:
    """What became of a file."""

    county: str
    report: CountyReport
    new: bool
    """Whether it was not there before."""


def receive_audit(folder: Path, called: str, content: bytes, at: str, entered_by: str) -> AuditCameIn:
    """Keep a county's published audit; a later file of the county takes its place. Raises InputError, RefusedError."""
    report = _report(content, called)
    sha256 = hashlib.sha256(content).hexdigest()
    with adding(folder, at) as canvass:
        county = _county(folder, canvass, report, called)
        before = canvass.audits.get(county)
        if before is not None and before.sha256 == sha256:
            return AuditCameIn(county, report, new=False)
        save_bytes(_file(folder, sha256), content)
        add_steps(folder, canvass, AuditReceived(county, sha256, before.sha256 if before else "", at, entered_by))
    return AuditCameIn(county, report, new=True)


def kept_audits(folder: Path, canvass: StateCanvass) -> Sequence[KeptAudit]:
    """The last file of each county, in their order. Raises RecordError where a file was altered or lost."""
    received = (canvass.audits[one] for one in canvass.opened.counties if one in canvass.audits)
    return [KeptAudit(one, audit_kept(folder, one)) for one in received]


def audit_kept(folder: Path, one: AuditReceived) -> CountyReport:
    """A file that came in, whether or not another took its place. Raises RecordError where it was altered or lost."""
    file = _file(folder, one.sha256)
    with disk_errors(file):
        stat = file.stat() if file.is_file() else None
    if stat is None:
        raise _lost(file, one)
    return _replayed(file, one, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=128)
def _replayed(file: Path, one: AuditReceived, size: int, written_ns: int) -> CountyReport:
    """Replayed once, and again where the file's size or time is another."""
    with disk_errors(file):
        content = file.read_bytes()
    if len(content) != size or hashlib.sha256(content).hexdigest() != one.sha256:
        raise _lost(file, one)
    return _report(content, f"the audit of {one.county}")


def _lost(file: Path, one: AuditReceived) -> RecordError:
    return RecordError(
        f"{file}, the published audit of {one.county}, was altered or is lost. Nothing was written. Take it from the "
        "copy of the folder."
    )


def _file(folder: Path, sha256: str) -> Path:
    return folder / AUDITS / f"{sha256}.json"


def _report(content: bytes, called: str) -> CountyReport:
    if len(content) > MOST_BYTES:
        raise InputError(
            f"{called} has {len(content):,} bytes, and a published audit at most {MOST_BYTES:,}. Nothing was written. "
            "Look which file it is."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(
            f"{called} is no text. Nothing was written. Get the file again from where it was published."
        ) from None
    return checked_report(text, called)


def _county(folder: Path, canvass: StateCanvass, report: CountyReport, called: str) -> str:
    opened = canvass.opened
    if report.election_date.isoformat() != opened.date:
        raise RefusedError(
            f"{called} is of the election of {report.election_date}; this canvass is of {opened.date}. Nothing was "
            "written. Ask the county for the file of this election."
        )
    county = canvass.county(report.county)
    if county is None:
        raise RefusedError(
            f"{called} is of {report.county[:_MOST_SHOWN]!r}, which is none of the {len(opened.counties)} counties of "
            "this canvass. Nothing was written. Look at the file, or begin a canvass with its county."
        )
    others = (one for one in kept_audits(folder, canvass) if one.received.county != county)
    if (other := next((one for one in others if one.report.rules != report.rules), None)) is not None:
        raise RefusedError(
            f"{called} was audited by the rules {report.rules.value}, and {other.received.county} by "
            f"{other.report.rules.value}. Nothing was written. One election has one set of rules: ask the county."
        )
    return county
