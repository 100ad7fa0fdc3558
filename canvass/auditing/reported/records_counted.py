"""Another system's cast vote records as the first count of a precinct (13-17-503(2)): batch by batch, where they tell.

The report that is public is held to them first. Whatever it has otherwise the county explains, and the audit lists.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from audit.contests import WRITE_INS, AuditContest, Unit
from audit.coverage import BatchFigures, ChoiceVotes, MachineFigures
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.counting import OutsideReportChosen
from audit.outside_reports import OutsideReport, RecordsChosen, RecordsCounted, ReportHeldTo
from audit.state import AuditState
from canvass.auditing.poll_book import BallotsCast
from canvass.auditing.reported.outside_report import choosing_report, report_name, reported_unit
from outside.comparing.against_report import ReportDifference, report_differences
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.margins import WRITE_INS as WRITTEN_IN
from outside.comparing.margins import counted as votes_counted
from outside.comparing.their_records import TheirContest, TheirHidden, TheirOvervote, TheirRecord, TheirVotes
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideCount

_RULE = "13-17-503(2)"
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class CountedRecords:
    """The records of one taking, as they were read again from the kept files."""

    name: str
    """Their format in words, and how many there are."""
    content_sha256: str
    records: tuple[TheirRecord, ...]
    contests: Mapping[str, ComparableContest]

    def of(self, precinct: PrecinctId) -> tuple[TheirRecord, ...]:
        """Those of one precinct, in their order."""
        return tuple(one for one in self.records if one.precinct == precinct)


def choosing_records(
    state: AuditState, counted: RecordState, chosen: OutsideReportChosen, records: CountedRecords | None, because: str
) -> list[AuditEvent]:
    """The event that makes the records a precinct's first count: machines and batches are theirs, where they tell them.

    `because` is why records and report differ. Raises Refused where records cannot be a precinct's count, where they
    differ from the report and nobody says why, and as `choosing_report` does.
    """
    if records is None:
        raise Refused(_RULE, "No cast vote records are taken.", "Take them: canvass outside cvrs RECORD FILE.")
    units = [one.unit for one in state.units if one.unit.precinct == chosen.precinct]
    if not units:
        return [chosen]  # The audit refuses a precinct that was not drawn, whatever its records are.
    here = records.of(chosen.precinct)
    _check_whole(records, here, chosen.precinct)
    for unit in units:
        _check_unit(here, unit)
    differences = precinct_differences(counted.outside_count(), records, chosen.precinct)
    if differences and not because:
        raise Refused(_RULE, _differ(records, differences), "Find out why, and say it: --although TEXT.")
    batches = tuple(dict.fromkeys(one.batch for one in here)) if all(one.batch for one in here) else ()
    machines = tuple(dict.fromkeys(one.machine for one in here)) if all(one.machine for one in here) else ()
    if machines and chosen.machines and set(machines) != set(chosen.machines):
        found = f"The records tell which machines counted the precinct: {', '.join(machines)}."
        raise Refused("13-17-507(2)(a)", found, "Leave the machines to them.")
    taken = RecordsChosen(records.name, records.content_sha256, batches, because if differences else "")
    return choosing_report(state, counted, replace(chosen, machines=machines or chosen.machines, records=taken))


def _check_whole(records: CountedRecords, here: tuple[TheirRecord, ...], precinct: PrecinctId) -> None:
    """Every record tells its precinct, and none is there twice."""
    if unknown := sum(one.precinct is None for one in records.records):
        found = (
            f"{unknown:,} cast vote records do not tell their precinct: nobody knows which of them are of {precinct}."
        )
        raise Refused(_RULE, found, "Take the report's figures: --from outside.")
    if not here:
        raise Refused(_RULE, f"No cast vote record is of precinct {precinct}.", "Take the report's: --from outside.")
    numbers = Counter(one.key for one in records.records if one.key)
    if twice := [one.key for one in here if numbers[one.key] > 1]:
        found = f"Records of precinct {precinct} are there twice, as number {twice[0]}: they would count twice."
        raise Refused(_RULE, found, "Export the records again, each once, and take them: canvass outside cvrs.")


def _check_unit(here: tuple[TheirRecord, ...], unit: Unit) -> None:
    found = [one for record in here for one in record.contests if one.contest == unit.contest]
    if not found:
        raise Refused(_RULE, f"No cast vote record of {unit} has the contest.", "Take the report's: --from outside.")
    if hidden := sum(isinstance(one, TheirHidden) for one in found):
        words = f"{hidden:,} cast vote records of {unit} hide their votes."
        raise Refused(_RULE, words, "Take records with all votes, or the report's figures: --from outside.")


def _differ(records: CountedRecords, differences: tuple[ReportDifference, ...]) -> str:
    """Where, and no figure: the committee has not counted yet."""
    places = dict.fromkeys(f"{one.contest or 'the precinct'}: {one.row}" for one in differences)
    named = ", ".join([*places][:_MOST_NAMED])
    more = f" and {len(places) - _MOST_NAMED:,} more" if len(places) > _MOST_NAMED else ""
    return f"The report and the {records.name} differ in {len(places):,} figures ({named}{more})."


def precinct_differences(
    count: OutsideCount | None, records: CountedRecords, precinct: PrecinctId
) -> tuple[ReportDifference, ...]:
    """Every figure of the report there that the records do not add up to."""
    place = None if count is None else count.precinct(precinct)
    if count is None or place is None:
        return ()
    return report_differences(records.of(precinct), replace(count, precincts=(place,)), records.contests)


def records_figures(
    count: OutsideCount | None,
    unit: Unit,
    contest: AuditContest,
    chosen: OutsideReportChosen,
    book: BallotsCast,
    records: CountedRecords | None,
) -> MachineFigures:
    """The records' figures of one unit, batch by batch where they tell it, and what the report has otherwise.

    Raises Refused where they are not the records that were chosen, or the report has nothing of the unit.
    """
    if records is None or chosen.records is None or chosen.records.content_sha256 != records.content_sha256:
        found = f"The cast vote records are not those that were chosen for precinct {unit.precinct}."
        raise Refused(_RULE, found, "Say again where its figures come from: canvass audit figures.")
    found_unit = reported_unit(count, unit)
    here = records.of(unit.precinct)
    _check_unit(here, unit)
    held = tuple(
        _held(one, contest) for one in precinct_differences(count, records, unit.precinct) if _is_of(one, unit)
    )
    batches = tuple(_batches(here, contest, chosen.records))
    every = unit.contest in book.every_style
    told = found_unit.contest.ballots
    cast = book.of(unit.contest, every)
    base = cast if cast is not None else told if told is not None else sum(one.ballots for one in batches)
    report = OutsideReport(
        report_name(found_unit.count),
        found_unit.count.files,
        found_unit.count.label,
        chosen.records.batches or tuple(one.name for one in found_unit.precinct.by_group if one.ballots),
        chosen.machines,
        chosen.added_by_hand,
        chosen.ovals,
        write_ins_told=True,
        ballots_told=True,
        told_apart=all(one.surely_told for one in _votes(here, unit) if isinstance(one, TheirVotes)),
        records=RecordsCounted(chosen.records, held, sum(one.changed_by_people for one in here if _has(one, unit))),
    )
    return MachineFigures(unit, base, batches, outside=report)


def _is_of(one: ReportDifference, unit: Unit) -> bool:
    return one.contest in ("", unit.contest)


def _held(one: ReportDifference, contest: AuditContest) -> ReportHeldTo:
    names = {str(choice.id): choice.name for choice in contest.choices}
    return ReportHeldTo(names.get(one.row, one.row), one.report, one.records)


def _votes(here: tuple[TheirRecord, ...], unit: Unit) -> Iterator[TheirContest]:
    return (one for record in here for one in record.contests if one.contest == unit.contest)


def _has(record: TheirRecord, unit: Unit) -> bool:
    return any(one.contest == unit.contest for one in record.contests)


def _batches(here: tuple[TheirRecord, ...], contest: AuditContest, chosen: RecordsChosen) -> Iterator[BatchFigures]:
    """One for each batch and machine that the records tell; one for all where they tell neither."""
    parted: dict[tuple[str, str], Counter[TheirContest]] = defaultdict(Counter)
    for record in here:
        place = (record.batch if chosen.batches else "", record.machine)
        parted[place].update(one for one in record.contests if one.contest == contest.id)
    machines_of = Counter(batch for batch, _ in parted)
    for (batch, machine), votes in parted.items():
        by_machine = ", ".join(part for part in (batch, f"machine {machine or 'not told'}") if part)
        name = batch if batch and machines_of[batch] == 1 else by_machine if len(parted) > 1 else chosen.name
        yield _figures(name, machine, contest, votes)


def _figures(name: str, machine: str, contest: AuditContest, votes: Counter[TheirContest]) -> BatchFigures:
    """Votes, overvotes, and as undervotes all that is left of the ballots."""
    rows: Counter[str] = Counter()
    overvoted = 0
    for one, times in votes.items():
        overvoted += times * isinstance(one, TheirOvervote)
        for choice, number in votes_counted(one).items():
            rows[choice] += number * times
    ids = [WRITTEN_IN if choice.id == WRITE_INS else str(choice.id) for choice in contest.choices]
    made = tuple(ChoiceVotes(choice.id, rows[id_]) for choice, id_ in zip(contest.choices, ids, strict=True))
    ballots, over = votes.total(), contest.seats * overvoted
    under = contest.seats * ballots - over - sum(one.votes for one in made)
    return BatchFigures(name, machine, ballots, made, under, over)
