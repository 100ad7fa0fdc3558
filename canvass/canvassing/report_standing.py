"""Whether a report of the canvass still stands, what differs, and earlier reports as they were adopted (13-15-404)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from canvass.canvassing.county_standing import CountyStanding, as_adopted, standing_at, standing_now
from canvass.canvassing.report_document import CanvassReport, report_of
from canvass.canvassing.report_json import FORMAT, report_figures_json, report_sha256
from canvass.errors import InputError, RecordError
from canvass.reporting.sealing import provisional_released
from canvass.returning.return_json import sha256_of
from tabulate.ledger.chain import Head

if TYPE_CHECKING:
    from canvass.record.store import Record

Flat = dict[str, int | None]
"""Every figure of a report by what it is of, in words."""


@dataclass(frozen=True, slots=True)
class DifferingFigure:
    """A figure of which two reports say otherwise."""

    what: str
    then: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """What became of a report."""

    then: Head
    altered: tuple[DifferingFigure, ...]
    """What a file says otherwise than the record did at its head: `then` the record's, `now` the file's."""
    otherwise_named: bool
    """Whether the file's hash is not that of the record at its head."""
    changed: tuple[DifferingFigure, ...]
    """What the record says otherwise now."""
    as_now: bool
    """Whether names, and the counts beside the figures, are those of the record now."""
    now: CountyStanding

    @property
    def stands(self) -> bool:
        """Whether it says what the record says now."""
        return self.as_now and not (self.altered or self.otherwise_named or self.changed)


def check_report_file(record: "Record", content: bytes) -> ReportCheck:
    """Check a report's JSON. Raises InputError for a file that is none, or of another record; SealedError."""
    try:
        given = json.loads(content.decode())
        if given["format"] != FORMAT:
            raise _no_report()
        head = Head(int(given["ledger"]["number"]), str(given["ledger"]["hash"]))
        figures = {name: given[name] for name in ("electors", "polls_not_open", "contests")}
        of_file, held = dict(_flat(figures)), given["held_counted"] is True
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError, OverflowError):
        raise _no_report() from None
    now, then = standing_now(record), _at(record, head, held)
    altered, otherwise_named = _differing(_figures(then), of_file), sha256_of(figures) != report_sha256(then)
    return _checked(head, altered, otherwise_named, then, now)


def check_report_head(record: "Record", head: Head) -> ReportCheck:
    """Check a report of which the ledger's head alone is at hand. Raises as `check_report_file`."""
    now, then = standing_now(record), _at(record, head, provisional_released(record.election))
    return _checked(head, (), False, then, now)


def _checked(
    head: Head,
    altered: tuple[DifferingFigure, ...],
    otherwise_named: bool,
    then: CountyStanding,
    now: CountyStanding,
) -> ReportCheck:
    as_then = as_adopted(now, head.number)
    changed, as_now = _differing(_figures(then), _figures(as_then)), report_sha256(then) == report_sha256(as_then)
    return ReportCheck(head, altered, otherwise_named, changed, as_now, now)


def report_version(record: "Record", now: CountyStanding, version: int) -> CanvassReport:
    """A report as the board adopted it, the first being 1; with what took its place, where something did.

    Raises InputError where there is no such version, RecordError where the ledger does not come to the same.
    """
    reports = now.canvass.reports
    if not 0 < version <= len(reports):
        raise InputError(f"The board adopted {len(reports)} reports, and none is version {version}.")
    number, entry = reports[version - 1]
    then = _at(record, Head(entry.made_at_entry, entry.made_at_hash), entry.with_held)
    if report_sha256(then) != entry.figures_sha256:
        raise RecordError(
            f"The report of entry {number:,} does not come to the figures that the board adopted. Run `canvass verify` "
            "and keep the record as it is for the inquiry."
        )
    superseded = ""
    if version < len(reports):
        superseded = f"the report of entry {reports[version][0]:,} took its place"
    elif report_of(now).adopted is None:
        changed = "its figures, or the counts beside them"
        superseded = f"later entries changed {changed}; the record stands at entry {now.head.number:,}"
    then = replace(then, counts=replace(then.counts, signatures=now.counts.signatures))
    return CanvassReport(then, (number, entry), superseded, tuple(one for one, _ in reports[: version - 1]))


def _at(record: "Record", head: Head, with_held: bool) -> CountyStanding:
    if not (0 < head.number <= record.head().number and record.holds(head)):
        raise InputError(
            f"The ledger of {record.directory} has no entry {head.number:,} with the hash {head.hash[:64]}: the report "
            "was made from another record, or this one was altered. Run `canvass verify` on it."
        )
    return standing_at(record, head, with_held)


def _no_report() -> InputError:
    return InputError(
        f"The file is no report of a canvass in JSON ({FORMAT}). Name the .json of the report; or give the ledger's "
        "head that is printed on the paper, as number:hash."
    )


def _figures(standing: CountyStanding) -> Flat:
    return dict(_flat(report_figures_json(standing)))


def _flat(figures: dict[str, Any]) -> Iterator[tuple[str, int | None]]:
    """Raises KeyError, TypeError, ValueError for what is no report's."""
    for row in figures["electors"]:
        for name in ("electors_voting", "ballots"):
            yield f"{row['kind']} {row['place']}, {name.replace('_', ' ')}", _figure(row[name])
    for precinct in figures["polls_not_open"]:
        yield f"precinct {precinct}, polls not open", 1
    for contest in figures["contests"]:
        names = [str(choice["choice"]) for choice in contest["choices"]]
        for place in (*contest["places"], contest["county"]):
            where = f"{contest['contest']}, {place['kind']} {place['place']}"
            for name, votes in zip(names, place["votes"], strict=True):
                yield f"{where}, {name}", _figure(votes)
            for name in ("undervotes", "overvotes", "electors_voting"):
                yield f"{where}, {name.replace('_', ' ')}", _figure(place[name])


def _figure(value: object) -> int | None:
    if value is None or type(value) is int:
        return value
    raise ValueError(f"expected a whole number, found {value!r}")


def _differing(one: Flat, other: Flat) -> tuple[DifferingFigure, ...]:
    """What is named in one of the two alone is nothing in the other."""
    return tuple(
        DifferingFigure(what, one.get(what), other.get(what))
        for what in dict.fromkeys((*one, *other))
        if (one.get(what) or 0) != (other.get(what) or 0)
    )
