"""What reports say of device printouts: how words and barcodes compare, and results by counting method."""

from typing import Any

from canvass.console.text import plural, say, say_table
from canvass.errors import InputError
from tabulate.election import Contest, CountingMethod, Election
from tabulate.ledger.fold import RecordState
from tabulate.totals.results import ContestTally, Tally, WordsTotals
from tabulate.totals.secrecy import FEWEST, ContestByMethod, MethodRow, by_method


def words_json(words: WordsTotals) -> dict[str, Any]:
    """Printouts read, and contests on them by what comparing words with barcodes gave."""
    compared = {"agree": words.agree, "differ": words.differ, "unread": words.unread}
    return {"sheets": words.printouts, "words": compared}


def say_words(words: WordsTotals, indent: str = "") -> None:
    """A line on the device printouts; nothing where none was read."""
    if words.printouts:
        say(
            f"{indent}{plural(words.printouts, 'device printout')} read: printed words and barcode agree in "
            f"{plural(words.agree, 'contest')}, differ in {words.differ:,}, words unread in {words.unread:,}."
        )


def check_finished(state: RecordState, test: bool) -> None:
    """Raise InputError while a batch is not finished: what two hours show by method can be subtracted (13-3-208(4))."""
    open_batches = [name for name, batch in state.batches.items() if batch.test is test and not batch.closed]
    if open_batches:
        raise InputError(
            f"Results by method are shown of finished counts only (13-3-208(4)); not finished: batch "
            f"{', '.join(open_batches)}. Run the same count again, it goes on where it stopped; then ask again."
        )


def methods_json(election: Election, tally: Tally) -> list[dict[str, Any]]:
    """Contest by contest, what may be shown by counting method; README says which figures are suppressed."""
    return [_contest_json(one, election.contest(one.contest)) for one in by_method(election, tally)]


def _contest_json(shown: ContestByMethod, contest: Contest) -> dict[str, Any]:
    return {
        "contest": shown.contest,
        "precincts": [{"precinct": row.precinct} | _row_json(row, contest) for row in shown.rows],
        "suppressed": list(shown.suppressed),
        "whole": None if shown.whole is None else _row_json(shown.whole, contest),
    }


def _row_json(row: MethodRow, contest: Contest) -> dict[str, Any]:
    cells = {CountingMethod.HAND_MARKED: row.hand_marked, CountingMethod.DEVICE: row.device}
    return {method.value: _cell_json(cell, contest) for method, cell in cells.items()}


def _cell_json(cell: ContestTally, contest: Contest) -> dict[str, Any]:
    return {
        "sheets": cell.sheets,
        "choices": [{"choice": choice.id, "votes": cell.votes[choice.id]} for choice in contest.choices],
        "write_ins_pending": _write_ins(cell, contest),
        "undervotes": cell.undervotes,
        "waiting": cell.questionable.total(),
    }


def _write_ins(cell: ContestTally, contest: Contest) -> int:
    printed = {choice.id for choice in contest.choices}
    return sum(votes for choice, votes in cell.votes.items() if choice not in printed)


def say_methods(election: Election, tally: Tally) -> None:
    """Print what may be shown by counting method, contest by contest."""
    say("\n== By counting method")
    say(
        f"Figures that could show how somebody voted are suppressed (13-3-208(4)): of fewer than {FEWEST} ballots, of "
        "ballots that all agree, and what would give these away."
    )
    if not tally.by_device:
        say("No device printout was counted.")
        return
    for shown in by_method(election, tally):
        _say_contest(shown, election.contest(shown.contest), election)


def _say_contest(shown: ContestByMethod, contest: Contest, election: Election) -> None:
    say(f"\n{contest.title}")
    if shown.whole is None:
        say("  all precincts: suppressed")
    else:
        _say_row("all precincts", shown.whole, contest)
    for row in shown.rows:
        name = election.precinct_name(row.precinct) if row.precinct else "precinct not stated"
        _say_row(name, row, contest)
    if shown.suppressed:
        say(f"  suppressed: {plural(len(shown.suppressed), 'precinct')}")


def _say_row(name: str, row: MethodRow, contest: Contest) -> None:
    marked, device = row.hand_marked, row.device
    rows = [(choice.name, marked.votes[choice.id], device.votes[choice.id]) for choice in contest.choices]
    if contest.write_ins:
        rows.append(("write-ins, pending the board", _write_ins(marked, contest), _write_ins(device, contest)))
    rows.append(("undervotes", marked.undervotes, device.undervotes))
    rows.append(("waiting for the board", marked.questionable.total(), device.questionable.total()))
    rows.append(("sheets", marked.sheets, device.sheets))
    say_table((name, *(method.value for method in CountingMethod)), rows)
