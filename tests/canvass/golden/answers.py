"""What Canvass says of the small county in JSON, text, pages and files: each answer by the name of its golden file.

`python -m tests.canvass.golden.answers` writes them. They are kept as the first version gave them: where one of them
changes, an audit's hash or somebody's program no longer fits what it was made from.
"""

import hashlib
import re
from contextlib import AbstractContextManager, redirect_stderr, redirect_stdout
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

from audit.events import AuditEvent, write
from audit.events.before import AuditOpened
from audit.opening import open_audit
from audit.publication import publish
from canvass.accounts.roles import Role
from canvass.auditing.unofficial_results import results_published
from canvass.cli import run
from tabulate.board.polls import PollsClosed
from tabulate.election import ContestId
from tabulate.ledger.entries import AuditRecorded
from tabulate.ledger.fold import fold
from tests.audit.audits import WHOLE, Audit
from tests.canvass.golden.small_county import A_WEEK_LATER, HALF_PAST_NINE, IN_THE_MORNING, SmallCounty

if TYPE_CHECKING:
    from canvass.record.store import Record

FOLDER = Path(__file__).parent / "files"
RESULTS = ("results", "results --by precinct", "results --by method")
_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
AT_WORK = Role.SECRETARY_OF_STATE
"""Sees totals as they are; everybody else sees what was released."""


def answers(folder: Path) -> dict[str, str]:
    """Every answer by its file's name. `folder` is empty, for the record."""
    county = SmallCounty(folder / "record")
    found: dict[str, str] = {}
    with county.record as record:
        county.count()
        with _clock_at(HALF_PAST_NINE):
            found |= _said(record, "before", ("status", "results"))
            county.decide()
            found |= _said(record, "held", ("status", "results", "results --by precinct"))
            found["held published.json"] = _published(record)
        with _clock_at(A_WEEK_LATER):
            found |= _said(record, "released", (*RESULTS, "results --test", "results --test --by precinct"))
            found["released published.json"] = _published(record)
            record.append([AuditRecorded(*write(event)) for event in _audit_of(record)])
            found |= _said(record, "audited", ("results",)) | _report_files(record, folder)
            record.append([PollsClosed("clerk")])
            found |= _pages(record)
            county.interrupt()
            found |= _said(record, "interrupted", ("status", "results --by method"))
    return {re.sub(r"[ -]+", "-", name): text for name, text in found.items()}


def _clock_at(moment: str) -> AbstractContextManager[object]:
    return patch("canvass.clock.now", lambda: datetime.fromisoformat(moment))


def _published(record: "Record") -> str:
    event = results_published(record.election, fold(record.outlines()), date(2024, 11, 13))
    return write(event)[1] + "\n"


def _said(record: "Record", when: str, commands: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for command in commands:
        name, *options = command.split()
        words = (name, str(record.directory), *options)
        found[f"{when} {command}.txt"] = _answer(record, *words)
        found[f"{when} {command}.json"] = _answer(record, *words, "--json")
    return found


def _answer(record: "Record", *words: str) -> str:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(list(words))
    warned = "".join(f"! {line}\n" for line in err.getvalue().splitlines())
    said = f"{out.getvalue()}{warned}= {code:d}\n"
    # The ledger's hashes hold the time at which its entries were written.
    return said.replace(record.head().hash, "HASH").replace(str(record.directory), "RECORD")


def _audit_of(record: "Record") -> list[AuditEvent]:
    """A certified audit in which one count differs by two votes."""
    start: AuditOpened = open_audit(record.election)
    audit = Audit(start).begin()
    unit = next(one.unit for one in audit.state.units if one.unit.contest == ContestId("commissioner"))
    audit.prepare(unit).tally(unit, [302, 280, 40, 39])
    return audit.count_all().certify().events


def _pages(record: "Record") -> dict[str, str]:
    from tests.canvass.web.served_records import make_accounts, site_of

    found = {}
    with site_of(record.directory) as site:
        make_accounts()
        found["page status.html"] = _main(site.client().get("/status/").content)
        for by in ("contest", "precinct", "method"):
            found[f"page results by {by}.html"] = _main(site.client(AT_WORK).get(f"/results/?by={by}").content)
        found["page nothing released.html"] = _main(site.client().get("/results/").content)
        client = site.client(Role.OBSERVER)
        found["page audit report.html"] = _main(client.get("/audit/report/").content)
        with _clock_at(HALF_PAST_NINE):
            found["page held results.html"] = _main(site.client(AT_WORK).get("/results/").content)
        with _clock_at(IN_THE_MORNING):
            found["page sealed status.html"] = _main(site.client().get("/status/").content)
            found["page sealed results.html"] = _main(site.client().get("/results/").content)
            operator = site.client(Role.SCANNER_OPERATOR)
            found["page status of the operator.html"] = _main(operator.get("/status/").content)
    return found


def _main(content: bytes) -> str:
    found = _MAIN.search(content.decode())
    assert found, content[:2000]
    return found[0] + "\n"


def _report_files(record: "Record", folder: Path) -> dict[str, str]:
    """The audit's report of the record, and the list of counties of a published file: as files and as words."""
    published = folder / "published.json"
    published.write_text(publish(WHOLE))
    found = {}
    for name, words in (("report", ("report", str(record.directory))), ("counties", ("statewide", str(published)))):
        found[f"audit {name}.txt"] = _answer(record, "audit", *words)
        for form in ("csv", "html"):
            place = folder / f"{name}.{form}"
            _answer(record, "audit", *words, "--out", str(place))
            found[f"audit {name}.{form}"] = place.read_text()
        place = folder / f"{name}.pdf"
        _answer(record, "audit", *words, "--out", str(place))
        found[f"audit {name}.pdf.sha256"] = hashlib.sha256(place.read_bytes()).hexdigest() + "\n"
    return found


def main() -> None:
    """Write every answer to its file."""
    from canvass.site.settings import configure_web

    configure_web()
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, text in answers(Path(folder)).items():
            (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
