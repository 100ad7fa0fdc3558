"""`canvass count`: count a folder of scans into a record."""

import json
from pathlib import Path

import click

from canvass.commands.options import ACCEPT_HASH, FIRST_SIDE
from canvass.console.progress import stderr_progress
from canvass.console.stopping import StopRequest
from canvass.console.streak import streak_words
from canvass.console.text import plural, say, warn
from canvass.counting.batch_edition import style_of_edition, voted_apart_typed
from canvass.counting.batches import BatchRequest
from canvass.counting.count import CountReport
from canvass.counting.count import count as count_folder
from canvass.counting.count_json import count_json
from canvass.errors import ExitCode
from canvass.reading.outcomes import accepted
from canvass.record import open_record
from canvass.reporting.progress.status_text import alike_words, unopened_words
from imaging.layout import Side
from tabulate.election import PrecinctId
from tabulate.ledger.entries import BatchKind


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("scans", type=click.Path(path_type=Path))
@click.option("--batch", required=True, metavar="ID", help="The batch these sheets are.")
@click.option("--machine", required=True, metavar="NAME", help="The scanner that made the images.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in BatchKind]),
    help="Where the ballots come from [default: polls].",
)
@click.option("--precinct", metavar="ID", help="The precinct all sheets are of.")
@click.option("--party", metavar="ID", help="Of a primary: the party all ballots are of, as bundled.")
@click.option("--expected", type=click.IntRange(min=0), metavar="N", help="Sheets, as counted by hand.")
@click.option("--sides", type=click.IntRange(1, 2), help="Images a sheet [default: what the definition needs].")
@click.option("--ballot-style", metavar="ID", help="The style all sheets are of, where the cards do not tell.")
@click.option(
    "--edition", type=click.IntRange(min=1), metavar="N", help="The edition of the ballots all sheets are of."
)
@click.option(
    "--separate-for",
    multiple=True,
    metavar="OFFICE|none",
    help="The office for which all these electors had a separate ballot; may be repeated.",
)
@FIRST_SIDE
@ACCEPT_HASH
@click.option(
    "--add", is_flag=True, help="More papers of a batch that has sheets already, none of them in this folder."
)
@click.option("--new-machine", is_flag=True, help="The machine is none of those that have a name close to it.")
@click.option("--allow-repeats", is_flag=True, help="Count images and papers that were counted before once more.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def count(
    record: Path,
    scans: Path,
    batch: str,
    machine: str,
    kind: str | None,
    precinct: str | None,
    party: str | None,
    expected: int | None,
    sides: int | None,
    ballot_style: str | None,
    edition: int | None,
    separate_for: tuple[str, ...],
    first_side: str | None,
    accept_hash: tuple[str, ...],
    add: bool,
    new_machine: bool,
    allow_repeats: bool,
    as_json: bool,
) -> int:
    """Count the folder SCANS into RECORD as one batch. Killed or stopped, the same command goes on where it stopped."""
    request = BatchRequest(
        batch=batch,
        machine=machine,
        kind=BatchKind(kind) if kind else None,
        precinct=PrecinctId(precinct) if precinct else None,
        expected_sheets=expected,
        images_per_sheet=sides,
        ballot_style=style_of_edition(ballot_style, edition),
        allow_repeats=allow_repeats,
        accepted_hashes=accepted(accept_hash) if accept_hash else None,
        edition=edition,
        first_side=Side(first_side) if first_side else None,
        adds=add,
        new_machine=new_machine,
        party=party,
        voted_apart=voted_apart_typed(separate_for),
    )
    with open_record(record) as opened, StopRequest() as stop, stderr_progress() as progress:
        report = count_folder(opened, scans, request, progress, stop.asked)
        head = opened.head()
    if as_json:
        say(json.dumps(count_json(report, head)))
    else:
        _say_report(report)
        say(f"Ledger entry {head.number} {head.hash}")
    to_look_at = report.passed_over or report.print_unlike or report.alike or report.other_parties
    waiting = report.questioned or report.not_read or report.difference or to_look_at
    return ExitCode.WAITING if waiting else ExitCode.DONE


def _say_report(report: CountReport) -> None:
    new, name = report.offered - report.already, report.batch.batch
    rate = f" in {report.seconds:,.1f} s, {new / max(report.seconds, 1e-3):,.1f} a second" if new else ""
    say(f"Batch {name}: {plural(new, 'sheet')} read{rate}; {report.already:,} counted before.")
    say(
        f"{plural(report.sheets, 'sheet')} in = {report.counted:,} counted + "
        f"{report.questioned + report.not_read:,} set aside ({report.questioned:,} with questions for the counting "
        f"board, {report.not_read:,} not read)."
    )
    if report.counted_now:
        say(f"{plural(report.counted_now, 'sheet')} counted were asked about first, for what is print: see the status.")
    if report.unopened_files:
        say(f"{unopened_words(report.unopened_files)}.")
    if report.print_not_compared:
        say(
            f"Not compared with the definition, as the words could not be read: the names printed on "
            f"{', '.join(report.print_not_compared)}."
        )
    for card, one in report.print_unlike:
        say(
            f"Beside the oval at column {one.column:g}, row {one.row:g} of card {card}, {one.contest}, is printed "
            f'"{one.printed}". The definition has "{one.stated}" there.'
        )
    if report.print_unlike:
        warn("NAMES ON THE BALLOTS ARE NOT THOSE OF THE DEFINITION. Compare a blank ballot with it before you go on.")
    for passed in report.passed_over:
        say(f"NOT COUNTED: {passed.file}: {passed.why}.")
    if report.passed_over:
        say("Look at what was not counted. Where it is a ballot, make it a scan or let it be written, and count again.")
    for words in report.other_parties:
        warn(f"A BALLOT OF ANOTHER PARTY. {words}")
    for run in report.alike:
        say(alike_words(run))
        warn(f"BATCH {name} LOOKS LIKE PAPERS THAT WERE SCANNED BEFORE. Find out before the batch is put away.")
    if report.streaked:
        warn(streak_words(name, report.batch.machine, report.streaked))
    if report.expected is not None and report.difference:
        direction = "more" if report.difference > 0 else "fewer"
        warn(
            f"BATCH {name} HAS {plural(abs(report.difference), 'SHEET')} {direction.upper()} THAN EXPECTED: expected "
            f"{report.expected:,}, found {report.sheets:,}. Find out why before the batch is put away."
        )
