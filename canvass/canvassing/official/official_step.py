"""The step that a county's results are at: unofficial until the board signed its report of the canvass (13-15-404).

From then on the canvassed figures are the official ones, contest by contest, also where the count says otherwise. A
report whose figures are others now is one no more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import ToDeclare, all_to_declare, declared_already
from canvass.canvassing.report_document import CanvassReport, report_of
from canvass.console.text import hour_of
from tabulate.county_canvass.canvassed import CanvassedContest
from tabulate.county_canvass.declaring import NotTheCountys
from tabulate.county_canvass.return_rows import RowKind
from tabulate.election import ContestId
from tabulate.totals.results import ContestTotals


class OfficialStep(StrEnum):
    """How official the figures are."""

    UNOFFICIAL = "Unofficial"
    CANVASSED = "Canvassed"
    """The report that the board signed says what the record says."""
    CHANGED = "Unofficial again"
    """Figures changed after the board signed its report."""


@dataclass(frozen=True, slots=True)
class CanvassedVotes:
    """Votes for one choice or person, as the board signed them."""

    key: str
    """Of the choice or the person."""
    name: str
    write_in: bool
    votes: int


@dataclass(frozen=True, slots=True)
class OfficialContest:
    """A contest as it was canvassed in the county, and what the board declared of it."""

    votes: tuple[CanvassedVotes, ...]
    """Empty where some choice has no figure that is told."""
    said: str
    """What was declared of it, or who declares it; empty before that."""

    def differs(self, totals: ContestTotals) -> bool:
        """Whether the canvass has other figures than the count for anybody printed or named."""
        counted = {str(one.choice): one.votes for one in (*totals.choices, *totals.write_ins)}
        signed = {one.key: one.votes for one in self.votes if one.key != RowKind.UNREAD_WRITE_INS.value}
        names = dict.fromkeys((*counted, *signed))
        return bool(self.votes) and any(counted.get(one, 0) != signed.get(one, 0) for one in names)


@dataclass(frozen=True, slots=True)
class OfficialResults:
    """The step, and by contest what is official."""

    step: OfficialStep = OfficialStep.UNOFFICIAL
    said: str = ""
    """In sentences, after the step's own word; empty before a report."""
    contests: Mapping[ContestId, OfficialContest] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The step and what is said of it."""
        return f"{self.step}. {self.said}".strip()

    @property
    def canvassed(self) -> bool:
        """Whether a signed report holds."""
        return self.step is OfficialStep.CANVASSED


UNOFFICIAL = OfficialResults()
"""Before the board adopted a report."""


def official_results(standing: CountyStanding) -> OfficialResults:
    """By how the county canvass stands."""
    if not standing.canvass.reports:
        return UNOFFICIAL
    report = report_of(standing)
    if report.adopted is None:
        number, entry = standing.canvass.reports[-1]
        return OfficialResults(
            OfficialStep.CHANGED,
            f"The board of county canvassers signed a report on {hour_of(entry.at)} (entry {number:,}). "
            "Figures changed since. A corrected report takes its place (13-15-404).",
        )
    number, entry = report.adopted
    return OfficialResults(
        OfficialStep.CANVASSED,
        f"The board of county canvassers signed its report on {hour_of(entry.at)}: {', '.join(entry.signed_by)} "
        f"(13-15-404, entry {number:,}). Its figures are official.",
        dict(_contests(report)),
    )


def _contests(report: CanvassReport) -> Iterator[tuple[ContestId, OfficialContest]]:
    for one in all_to_declare(report.standing):
        votes = tuple(_votes(one.canvassed)) if one.canvassed.told else ()
        yield one.canvassed.contest.id, OfficialContest(votes, _said(report.standing, one))


def _votes(contest: CanvassedContest) -> Iterator[CanvassedVotes]:
    for choice, votes in zip(contest.choices, contest.county.votes, strict=True):
        yield CanvassedVotes(str(choice.key), choice.name, choice.write_in, votes or 0)


def _said(standing: CountyStanding, one: ToDeclare) -> str:
    if isinstance(one.result, NotTheCountys):
        return f"Not declared by the county: {one.result.why}."
    if (declared := declared_already(standing, one)) is None:
        return ""
    number, entry = declared
    return f"{one.result.said} Declared on {hour_of(entry.at)} (13-15-405, entry {number:,})."
