"""`canvass outside check`: another system's reports, held to the definition and to each other."""

import json
from pathlib import Path
from typing import Any

import click

from canvass.commands.outside.outside_table import say_source
from canvass.console.text import plural, say, warn
from canvass.errors import ExitCode
from canvass.importing.checked_count import CheckedCount, checked_count
from canvass.importing.count_findings import CountFinding
from canvass.importing.seal_of_figures import is_open
from canvass.record import open_record
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.printable import shown

_SEALED = "sealed until results may be shown (13-15-207, 13-35-241)"


@click.command("check")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--file", "files", multiple=True, metavar="NAME", help="The report that is the count; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def outside_check(record: Path, files: tuple[str, ...], as_json: bool) -> int:
    """Check RECORD's reports of another system: every finding at once, and nothing is taken."""
    with open_record(record) as opened:
        state = fold(opened.outlines())
        checked = checked_count(opened, state, files)
        may_show = is_open(opened.election, state)
    if as_json:
        say(json.dumps(_json(checked, state, may_show)))
    else:
        _say(checked, state, may_show)
    return ExitCode.WAITING if checked.findings else ExitCode.DONE


def _say(checked: CheckedCount, state: RecordState, may_show: bool) -> None:
    for one in checked.names.files:
        say_source(one.results.source)
        role = "the count" if one in checked.reports else "held to the count"
        say(f"  {plural(len(one.results.precincts), 'precinct')} in it. It is {role}.")
    say()
    say(_stands(checked, state))
    if checked.findings:
        warn(f"{plural(len(checked.findings), 'finding')}:")
    for finding in checked.findings:
        warn(f"  [{finding.kind}] {shown(_words(finding, may_show))}")
    if checked.findings and not may_show:
        warn(f"  The figures are {_SEALED}.")


def _words(finding: CountFinding, may_show: bool) -> str:
    if may_show or not finding.may_be_accepted:
        return str(finding)
    return ", ".join(part for part in (finding.file, finding.where) if part)


def _stands(checked: CheckedCount, state: RecordState) -> str:
    taken = state.board.office.outside.taken
    if taken is None:
        return "No figures are taken yet: canvass outside take RECORD --by NAME"
    number, entry = taken
    same = entry.count == checked.count
    return f"Figures were taken by entry {number:,}. " + (
        "They are what the reports say." if same else "The reports say other figures now: take them anew."
    )


def _json(checked: CheckedCount, state: RecordState, may_show: bool) -> dict[str, Any]:
    taken = state.board.office.outside.taken
    return {
        "files": [
            {
                "name": one.kept.name,
                "sha256": one.kept.sha256,
                "format": one.kept.format,
                "label": one.kept.label,
                "run_at": one.kept.run_at,
                "precincts": len(one.results.precincts),
                "is_count": one in checked.reports,
            }
            for one in checked.names.files
        ],
        "mapping_entry": checked.mapping,
        "names_waiting": len(checked.names.matching.waiting),
        "taken_entry": None if taken is None else taken[0],
        "taken_is_current": None if taken is None else taken[1].count == checked.count,
        "sealed": not may_show,
        "findings": [
            {
                "kind": one.kind,
                "file": one.file,
                "where": one.where,
                "words": one.words if may_show or not one.may_be_accepted else None,
                "may_be_accepted": one.may_be_accepted,
            }
            for one in checked.findings
        ],
    }
