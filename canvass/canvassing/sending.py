"""What the county sends to the secretary of state, made from the report that its board adopted (13-15-501)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.entering import check_report_stands, enter
from canvass.canvassing.report_document import CanvassReport, state_copy_document
from canvass.canvassing.report_figures import electors_rows, settled_rows, source_rows
from canvass.canvassing.report_standing import report_version
from canvass.errors import RecordError, RefusedError
from canvass.reporting.tables import Document
from tabulate.board.county.canvass_entries import ReportAdopted
from tabulate.board.county.sending_entries import ReturnsMailed, ReturnsSent
from tabulate.board.signing.signatures import Signatures
from tabulate.canonical_json import NotTheNoun
from tabulate.county_canvass.canvassed import CanvassedChoice, CanvassedContest, PlaceKind, PlaceVotes
from tabulate.county_canvass.declaring import for_the_state
from tabulate.hours import MONTANA_TIME, moment_of
from tabulate.ledger.chain import ChainedEntry
from tabulate.precinct_parts import PartsOfElection, parts_of
from tabulate.state_canvass.county_package import (
    FORMAT,
    CountyPackage,
    PackagedCheck,
    PackagedChoice,
    PackagedContest,
    PackagedElectors,
    PackagedPlace,
    PackagedSource,
    SealingEntry,
    hashes_of,
    package_text,
    read_package,
)

if TYPE_CHECKING:
    from canvass.record.store import Record

_MOST_SENT = 1_000
_MOST_SHOWN = 200
_NO_ENTRY_YET = SealingEntry(0, "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class ToSend:
    """What goes to the state, by the report as it was adopted."""

    package: CountyPackage
    """Without its seal where no entry has it yet."""
    document: Document
    """The same on paper, to be signed."""
    entry: tuple[int, ReturnsSent] | None
    """By which entry exactly this was sent."""


def to_send(record: "Record", standing: CountyStanding) -> ToSend:
    """Raises RefusedError before the report is adopted, once it is superseded, and where nothing is the state's."""
    check_report_stands(standing)
    report, adopted = report_version(record, standing, len(standing.canvass.reports)), standing.canvass.reports[-1]
    of_state = [one for one in zip(report.standing.contests, report.standing.lines, strict=True) if _goes(one[0])]
    if not of_state:
        raise RefusedError(
            "No contest of this election is canvassed by the board of state canvassers (13-15-501). Nothing was "
            "written. Congress, the legislature, district judges, and what more than one county votes on are sent: "
            "state each contest's office and territory in the definition."
        )
    own = replace(
        report.standing,
        contests=tuple(one for one, _ in of_state),
        lines=tuple(line for _, line in of_state),
        made_at=_adopted_at(report, standing),
        counts=replace(report.standing.counts, signatures=Signatures()),
    )
    package = packaged(own, *adopted)
    hashes = hashes_of(package)
    last = standing.canvass.sent[-1] if standing.canvass.sent else None
    if last is None or (last[1].contests, last[1].electors, last[1].rest) != (
        hashes.contests,
        hashes.electors,
        hashes.rest,
    ):
        return ToSend(package, state_copy_document(report, own), None)
    return ToSend(replace(package, seal=_sealed(record, last[0])), state_copy_document(report, own), last)


def _goes(one: CanvassedContest) -> bool:
    return bool(one.places) and for_the_state(one.contest)


def _adopted_at(report: CanvassReport, standing: CountyStanding) -> datetime:
    """The copy says the hour of the adoption, so that its bytes are the same whenever it is made."""
    moment = None if report.adopted is None else moment_of(report.adopted[1].at)
    return standing.made_at if moment is None else moment.astimezone(MONTANA_TIME)


def _sealed(record: "Record", number: int) -> SealingEntry:
    own = next((row for row in record.newest_of_kind(ReturnsSent.kind, None, _MOST_SENT) if row.number == number), None)
    if own is None:
        raise RecordError(f"The ledger has no entry {number:,} of what was sent. Run `canvass verify`.")
    return seal_of(own)


def seal_of(row: ChainedEntry) -> SealingEntry:
    """The entry as the package has it."""
    return SealingEntry(row.number, row.kind, row.written_at, row.body, row.previous, row.hash, row.salt)


def send(record: "Record", standing: CountyStanding, at: str, entered_by: str) -> tuple[CountyStanding, ToSend]:
    """Enter what is sent, unless exactly this was entered before. Raises RefusedError, BusyError."""
    found = to_send(record, standing)
    if found.entry is not None:
        return standing, found
    _check_readable(found.package)
    hashes = hashes_of(found.package)
    entry = ReturnsSent(found.package.report_entry, hashes.contests, hashes.electors, hashes.rest, at, entered_by)
    after = enter(record, standing, entry)
    return after, to_send(record, after)


def _check_readable(package: CountyPackage) -> None:
    """What the state would refuse is not sent. Raises RefusedError."""
    try:
        read_package(package_text(replace(package, seal=_NO_ENTRY_YET)))
    except NotTheNoun as error:
        raise RefusedError(
            f"The state could not read the package: {str(error)[:_MOST_SHOWN]}. Expected titles and names that can be "
            "printed, and figures that add up. Nothing was written. Correct the definition as an edition: canvass "
            "edition; then have the report adopted anew."
        ) from None


def mailed(
    record: "Record", standing: CountyStanding, number: str, day: str, at: str, entered_by: str
) -> CountyStanding:
    """Enter the postal number of the certified mail. Raises RefusedError where exactly this was not sent before."""
    found = to_send(record, standing)
    if found.entry is None:
        raise RefusedError(
            "The returns are mailed as they were sent (13-15-501); found that no package by the report as it stands "
            "was made. Nothing was written. Make it first: canvass county send --out."
        )
    return enter(record, standing, ReturnsMailed(found.entry[0], number, day, at, entered_by))


def mailed_with(standing: CountyStanding) -> tuple[str, str] | None:
    """The postal number and the day of what was sent last; None where it was not mailed."""
    sent = standing.canvass.sent[-1][0] if standing.canvass.sent else None
    found = (one for _, one in reversed(standing.canvass.history) if isinstance(one, ReturnsMailed))
    return next(((one.postal_number, one.mailed_on) for one in found if one.sent_entry == sent), None)


def packaged(standing: CountyStanding, number: int, entry: ReportAdopted) -> CountyPackage:
    """The package, not yet sealed, of the contests that `standing` has; the report was adopted by that entry."""
    election, parts = standing.election, parts_of(standing.election)
    return CountyPackage(
        format=FORMAT,
        election=election.title,
        date=election.date.isoformat(),
        county=election.county,
        definition_sha256=election.definition_sha256,
        report_entry=number,
        figures_sha256=entry.figures_sha256,
        ledger_number=entry.made_at_entry,
        ledger_hash=entry.made_at_hash,
        adopted_at=entry.at,
        signed_by=entry.signed_by,
        polls_not_open=tuple(map(str, standing.canvass.not_opened)),
        checks=tuple(PackagedCheck(*row) for row in settled_rows(standing)),
        electors=tuple(
            PackagedElectors(row.kind, row.place, row.name, row.electors, row.ballots)
            for row in electors_rows(standing)
        ),
        contests=tuple(_contest(one, parts, election.county) for one in standing.contests),
    )


def _contest(one: CanvassedContest, parts: PartsOfElection, county: str) -> PackagedContest:
    contest, purpose = one.contest, one.contest.purpose
    return PackagedContest(
        contest=contest.id,
        title=contest.title,
        kind=contest.kind,
        scope=contest.scope,
        office=purpose.office,
        territory=purpose.territory,
        nonpartisan=purpose.nonpartisan,
        number="" if purpose.numbering is None else purpose.numbering.number,
        method=None if purpose.numbering is None else purpose.numbering.method,
        party=one.party,
        district=contest.district,
        seats=contest.seats,
        votes_per_elector=purpose.votes_per_elector,
        nominated=purpose.nominated,
        choices=tuple(_choice(one, each) for each in one.choices),
        sources=tuple(
            PackagedSource(
                *(row.place, row.choice, row.machine, row.board, row.hand, row.manual, row.recount, row.counts),
                outside=row.outside,
            )
            for row in source_rows(one, county)
        ),
        places=tuple(_place(place, parts) for place in (*one.places, one.county)),
    )


def _choice(one: CanvassedContest, each: CanvassedChoice) -> PackagedChoice:
    """By the name that is printed: on which editions differs from county to county."""
    printed = one.contest.choice(each.key)
    if printed is None:
        return PackagedChoice(str(each.key), each.name, each.write_in)
    return PackagedChoice(str(each.key), printed.name, each.write_in, printed.death)


def _place(place: PlaceVotes, parts: PartsOfElection) -> PackagedPlace:
    return PackagedPlace(
        kind=place.kind,
        precinct=_precinct_of(place, parts),
        place=place.place,
        name=place.name,
        electors=place.electors,
        votes=place.votes,
        undervotes=place.undervotes,
        overvotes=place.overvotes,
        remark=place.remark,
    )


def _precinct_of(place: PlaceVotes, parts: PartsOfElection) -> str:
    match place.kind:
        case PlaceKind.PRECINCT | PlaceKind.NOT_BY_PART:
            return place.place
        case PlaceKind.PART:
            found = parts.find(place.place.split(" + ")[0])
            return place.place if found is None else str(found.precinct)
        case PlaceKind.DISTRICT | PlaceKind.COUNTY:
            return ""
