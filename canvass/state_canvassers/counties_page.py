"""The table of the counties: who has sent what, what does not add up, and what is missing (13-15-501, 13-15-504)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from canvass.console.text import hour_of, plural
from canvass.state_canvass.declared_anew import DeclaredAnew, declared_anew
from canvass.state_canvass.receiving_each.audit_files import KeptAudit
from canvass.state_canvass.state_declarations import DeclaredByState, results_of
from canvass.state_canvass.state_folder import KeptPackage
from canvass.state_canvass.state_report import state_title
from canvass.state_canvass.state_standing import StateStanding
from canvass.web.listing.listed_rows import ListColumn
from tabulate.board.signing.signing_entries import PaperSigned, SigningKeyMade
from tabulate.state_canvass.package_checks import DoesNotAddUp
from tabulate.state_canvass.state_steps import (
    AuditReceived,
    PackageReceived,
    RecountNoticed,
    StateCanvassOpened,
    StatePaperMade,
    StateResultsDeclared,
    StateStep,
    TicketsNamed,
)


@dataclass(frozen=True, slots=True)
class CountyRow:
    """One county of the list."""

    county: str
    kept: KeptPackage | None
    faults: tuple[DoesNotAddUp, ...]
    packages: int
    """How many came in: the last one counts."""
    audit: KeptAudit | None
    """What the county published of its audit."""
    recounts: tuple[str, ...]
    """Recounts that it has notice of, and whether its package came after."""

    @property
    def state(self) -> str:
        """In words."""
        if self.kept is None:
            return "missing"
        return "does not add up" if self.faults else "in"

    @property
    def tag(self) -> str:
        """The style sheet's word."""
        return {"missing": "waiting", "does not add up": "stopped"}.get(self.state, "done")

    @property
    def hour(self) -> str:
        """When the package came in."""
        return "" if self.kept is None else hour_of(self.kept.received.at)

    @property
    def electors(self) -> int | None:
        """Voting in the county, as its package says."""
        if self.kept is None:
            return None
        return next((one.electors for one in self.kept.package.electors if one.kind == "county"), None)

    @property
    def seal(self) -> str:
        """The entry of the county's ledger that the package carries, as its label says it."""
        seal = None if self.kept is None else self.kept.package.seal
        return "" if seal is None else f"{seal.number:,}:{seal.hash[:16]}"

    @property
    def audit_stands(self) -> str:
        """How far its audit is."""
        return "missing" if self.audit is None else self.audit.report.phase.value

    @property
    def audit_found(self) -> str:
        """How many counts differ, and which machines are barred; empty where none."""
        if self.audit is None:
            return ""
        report = self.audit.report
        differ = len(report.units_that_differ())
        counts = (f"{plural(differ, 'count')} {'differs' if differ == 1 else 'differ'}",) if differ else ()
        return "; ".join([*counts, *(f"{one.machine} barred" for one in report.machines if one.barred)])

    @property
    def audit_tag(self) -> str:
        """The style sheet's word."""
        if self.audit is None:
            return "waiting"
        return "done" if self.audit.report.certified_on or self.audit.report.exemption else "info"

    @property
    def label(self) -> str:
        """Whether the envelope's label was compared; empty while nothing is in."""
        if self.kept is None:
            return ""
        return "compared" if self.kept.received.label_compared else "not compared"


COUNTY_COLUMNS: tuple[ListColumn[CountyRow], ...] = (
    ListColumn("County", lambda one: one.county),
    ListColumn("Package", lambda one: one.state, among=("in", "missing", "does not add up")),
    ListColumn("Audit", lambda one: one.audit_stands, among=()),
    ListColumn("Audit found", lambda one: one.audit_found),
    ListColumn("Recounts", lambda one: "; ".join(one.recounts)),
    ListColumn("Electors voting", lambda one: "" if one.electors is None else one.electors),
    ListColumn("Contests", lambda one: "" if one.kept is None else len(one.kept.package.contests)),
    ListColumn("Received", lambda one: one.hour),
    ListColumn("Received by", lambda one: "" if one.kept is None else one.kept.received.entered_by),
    ListColumn("Sealed by entry", lambda one: one.seal),
    ListColumn("Label", lambda one: one.label, among=("compared", "not compared")),
    ListColumn("SHA-256", lambda one: "" if one.kept is None else one.kept.received.sha256),
)


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of the canvass, in words."""

    at: str
    by: str
    words: str


def county_rows(standing: StateStanding, audits: Iterable[KeptAudit]) -> tuple[CountyRow, ...]:
    """Every county of the list, in its order."""
    kept = {one.received.county: one for one in standing.kept}
    audited = {one.received.county: one for one in audits}
    came = [one.county for one in standing.canvass.steps if isinstance(one, PackageReceived)]
    return tuple(
        CountyRow(
            county,
            kept.get(county),
            tuple(fault for fault in standing.faults if fault.county == county),
            came.count(county),
            audited.get(county),
            tuple(_recounts_of(standing.canvass.steps, county)),
        )
        for county in standing.canvass.opened.counties
    )


def _recounts_of(steps: Sequence[StateStep], county: str) -> Iterator[str]:
    """Each recount that the county has notice of: its package of afterwards is the recount's report."""
    for at, step in enumerate(steps):
        if isinstance(step, RecountNoticed) and any(one.county == county and one.precincts for one in step.counties):
            later = any(isinstance(one, PackageReceived) and one.county == county for one in steps[at:])
            yield f"{step.recount}: {'reported' if later else f'noticed {step.notice_on}'}"


def steps_shown(standing: StateStanding) -> tuple[StepShown, ...]:
    """What was done, the last first. The papers of a declaration are told with it, and all that one signs at once."""
    return tuple(_shown(step, papers) for step, papers in _with_papers(standing.canvass.steps))[::-1]


_InWords = StateCanvassOpened | PackageReceived | AuditReceived | StateResultsDeclared | TicketsNamed | RecountNoticed
_Told = _InWords | SigningKeyMade | PaperSigned


def _with_papers(steps: Iterable[StateStep]) -> Iterator[tuple[_Told, int]]:
    """Each step with how many papers it has, or signs."""
    last: _Told | None = None
    papers = 0
    for one in steps:
        again = isinstance(one, PaperSigned) and isinstance(last, PaperSigned) and _turn(one) == _turn(last)
        if again or isinstance(one, StatePaperMade):
            papers += 1
            continue
        if last is not None:
            yield last, papers
        last, papers = one, int(isinstance(one, PaperSigned))
    if last is not None:
        yield last, papers


def _turn(signed: PaperSigned) -> tuple[str, str]:
    return signed.account, signed.at


def _shown(step: _Told, papers: int) -> StepShown:
    match step:
        case SigningKeyMade():
            return StepShown("", step.account, f"{step.name} has a key for signing, {step.public_key[:16]}.")
        case PaperSigned():
            what = step.called if papers == 1 else plural(papers, "paper")
            said = f"{step.name}, {step.title}, signed with the own key: {what}."
            return StepShown(hour_of(step.at), step.account, said)
        case _:
            return StepShown(hour_of(step.at), step.entered_by, _words(step))


def _words(step: _InWords) -> str:
    match step:
        case StateCanvassOpened():
            return f"The state canvass was begun, for {len(step.counties)} counties."
        case PackageReceived():
            again = f", in place of {step.replaces[:16]}" if step.replaces else ""
            label = "; its label was compared" if step.label_compared else ""
            return f"The package of {step.county} came in, {step.sha256[:16]}{again}{label}."
        case AuditReceived():
            again = f", in place of {step.replaces[:16]}" if step.replaces else ""
            return f"The published audit of {step.county} came in, {step.sha256[:16]}{again}."
        case StateResultsDeclared():
            board = "; ".join(map(str, step.board))
            return f"The board declared {plural(len(step.results), 'result')}: {board}. Filed on {step.filed_on}."
        case RecountNoticed():
            where = ", ".join(one.county for one in step.counties if one.precincts)
            return f"Notice of recount {step.recount} of {step.title}, {step.ground}, to {where}."
        case TicketsNamed():
            return f"{plural(len(step.tickets), 'ticket')} for president and the electors of each were named."


@dataclass(frozen=True, slots=True)
class ContestRow:
    """A contest with what the board declares of it, or would by what is in."""

    number: int
    """In the addresses, from 1."""
    found: DeclaredByState
    before: DeclaredAnew | None
    """What was declared before, where the board reconvened."""

    @property
    def title(self) -> str:
        """With its number and its party."""
        return state_title(self.found.contest)

    @property
    def votes(self) -> tuple[tuple[str, int], ...]:
        """Of everybody, the most first."""
        contest = self.found.contest
        pairs = zip((one.name for one in contest.choices), contest.total.votes, strict=True)
        return tuple(sorted(pairs, key=lambda one: -one[1]))


def contest_rows(standing: StateStanding) -> tuple[ContestRow, ...]:
    """By what was declared last, or by what is in: then nothing is filed, and no tie recounted."""
    declared = standing.canvass.declared
    filed = standing.election_day if declared is None else date.fromisoformat(declared.filed_on)
    found = results_of(standing, filed, () if declared is None else declared.recounted)
    return tuple(
        ContestRow(number, one, declared_anew(standing.canvass, one.contest.contest.id))
        for number, one in enumerate(found, 1)
    )
