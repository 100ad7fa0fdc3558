"""`canvass audit replay`: sample, comparison and outcome of a published audit, from its file alone."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import click

from audit.publication import Replayed
from audit.publication import replay as replay_published
from audit.report import ChoiceLine, UnitReport
from audit.state import Phase
from canvass.auditing.papers.report_tables import by_name
from canvass.commands.audit.options import json_option
from canvass.console.narrow_tables import say_narrow_table
from canvass.console.text import plural, say, warn
from canvass.errors import InputError, RecordError
from canvass.reporting.forms import text_of
from canvass.reporting.tables import Cell


@click.command()
@click.argument("published", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--sha256", metavar="HEX", help="The file's hash, as the county announced it.")
@json_option
def replay(published: Path, sha256: str | None, as_json: bool) -> None:
    """Derive the audit of the file PUBLISHED again: no record, no trust in what it states."""
    content = _read(published)
    found = hashlib.sha256(content).hexdigest()
    if sha256 is not None and found != sha256.strip().lower():
        raise RecordError(
            f"{published} has the hash {found}, not {sha256}: it is not the file that was announced. Get that one."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{published} is no text, so no published audit. Check which file was given.") from None
    replayed = replay_published(text)
    if as_json:
        say(json.dumps(_json(replayed, found)))
    else:
        _say(replayed, found)
    if replayed.state.opened.rehearsal:
        warn("THE FILE IS OF A REHEARSAL. Nothing of it is an audit.")


def _read(published: Path) -> bytes:
    if str(published) == "-":
        return sys.stdin.buffer.read()
    try:
        return published.read_bytes()
    except OSError as error:
        raise InputError(f"{published} cannot be read ({error.strerror}). Name the published file.") from None


def _json(replayed: Replayed, file_sha256: str) -> dict[str, Any]:
    report = replayed.report
    precincts = replayed.state.selection.precincts
    return {
        "county": report.county,
        "election_date": str(report.election_date),
        "rules": report.rules.value,
        "phase": report.phase.value,
        "sample": [item.id for item in precincts.sample] if precincts else [],
        "reserves": [item.id for item in precincts.reserves] if precincts else [],
        "units": [_unit_json(unit) for unit in report.units],
        "over": list(report.contests_over),
        "events": replayed.events,
        "rolls": replayed.rolls,
        "sha256": file_sha256,
        "verified": True,
    }


def _unit_json(unit: UnitReport) -> dict[str, Any]:
    return {
        "precinct": unit.precinct,
        "contest": unit.contest,
        "stage": unit.stage.value,
        "machine": [line.machine for line in unit.choices],
        "manual": [line.manual for line in unit.choices],
        "definitive": "manual" if unit.differs else "machine",
        **({"excess": unit.excess} if unit.excess else {}),
        **({"write_ins": [_written_json(line) for line in unit.write_ins]} if unit.write_ins else {}),
    }


def _written_json(line: ChoiceLine) -> dict[str, Any]:
    return {"name": line.name, "machine": line.machine, "manual": line.manual}


def _say(replayed: Replayed, file_sha256: str) -> None:
    report = replayed.report
    say(f"{report.county}: {report.election_title}, {report.election_date}. SHA-256 of the file: {file_sha256}")
    say(f"1. Chain: {plural(replayed.events, 'event')}, none altered, none taken out of the middle.")
    say(f"2. Rules: {report.rules.value}, those of the election's date.")
    say(f"3. Selection: {plural(len(report.lists), 'frozen list')} with the hashes stated, from which")
    say(f"   {plural(replayed.rolls, 'roll')} of the dice drew:")
    for one in report.lists:
        drawn = ", ".join(item.name for item in one.sample) or "nothing yet"
        reserves = "; in reserve: " + ", ".join(item.name for item in one.reserves) if one.reserves else ""
        say(f"   {one.numbered.drawn}: {drawn}{reserves}")
    _say_counts(report.units)
    over = ", ".join(report.contests_over) or "none"
    say(f"5. Over the threshold: {over}. Causes recorded: {len(report.findings)}.")
    say(f"6. Outcome: {report.phase.value}, as the report in the file says, figure for figure.")
    if report.phase not in (Phase.CERTIFIED, Phase.PUBLISHED, Phase.EXEMPT):
        say("   Not the end: what is counted by hand is published with the certificate.")


def _say_counts(units: tuple[UnitReport, ...]) -> None:
    locked = [unit for unit in units if unit.choices]
    say(f"4. Counts: {len(locked)} of {plural(len(units), 'unit')} locked, by equal sheets of all recorders.")
    rows: list[tuple[Cell, ...]] = [
        (unit.precinct_name, unit.contest_title, line.name, line.machine, line.manual)
        for unit in locked
        for line in (*unit.choices, *map(by_name, unit.write_ins))
    ]
    if rows:
        head = ("precinct", "contest", "choice", "machine", "manual")
        texts = [tuple(map(text_of, row)) for row in rows]
        say_narrow_table(head, texts, (False, False, False, True, True), left=3)
