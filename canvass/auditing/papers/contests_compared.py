"""Both counts contest by contest: what differs first, and what may be left out because nothing differs in it."""

from dataclasses import dataclass

from audit.report import ChoiceLine, CountyReport, ReadingLine, UnitReport
from audit.state import UnitPhase
from canvass.auditing.papers.report_tables import by_name
from canvass.auditing.papers.titles_cut import short_titles
from canvass.reporting.tables import Column, Table
from tabulate.election import ContestId


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """One contest in one precinct."""

    number: int
    """Of the count, from 1."""
    unit: UnitReport

    @property
    def locked(self) -> bool:
        """Whether its figures may be seen."""
        return self.unit.phase is UnitPhase.TALLIED

    @property
    def lines(self) -> tuple[ChoiceLine, ...]:
        """Choices, then valid write-in votes by person."""
        return (*self.unit.choices, *map(by_name, self.unit.write_ins))

    @property
    def differing(self) -> tuple[ChoiceLine, ...]:
        """The lines in which both counts differ."""
        return tuple(line for line in self.lines if line.machine != line.manual)


@dataclass(frozen=True, slots=True)
class ContestSideBySide:
    """A contest and all its counts, those that differ first."""

    contest: ContestId
    title: str
    in_full: str
    """Empty where the title is not cut."""
    units: tuple[ComparedUnit, ...]
    readings: tuple[ReadingLine, ...]

    @property
    def differing(self) -> int:
        """Counts in which the committee found something else."""
        return sum(one.unit.differs for one in self.units)

    @property
    def looked_at(self) -> tuple[ComparedUnit, ...]:
        """Counts that differ, then those that are not locked."""
        return tuple(one for one in self.units if one.unit.differs or not one.locked)

    @property
    def equal(self) -> tuple[ComparedUnit, ...]:
        """Counts in which both agree."""
        return tuple(one for one in self.units if one.locked and not one.unit.differs)

    @property
    def left(self) -> int:
        """Counts that are not locked."""
        return sum(not one.locked for one in self.units)

    @property
    def over(self) -> bool:
        """Whether a reading that decides is over the threshold."""
        return any(line.over and line.decides for line in self.readings)


def contests_compared(report: CountyReport) -> tuple[ContestSideBySide, ...]:
    """Over the threshold first, then what differs, then the rest, each in the order drawn."""
    titles = {one.contest: one.contest_title for one in report.units}
    short = short_titles(titles)
    units = [ComparedUnit(number, unit) for number, unit in enumerate(report.units, 1)]
    found = [
        ContestSideBySide(
            contest,
            short[contest],
            title if title != short[contest] else "",
            tuple(sorted((one for one in units if one.unit.contest == contest), key=lambda one: not one.unit.differs)),
            tuple(line for line in report.readings if line.contest == contest),
        )
        for contest, title in titles.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.over, not one.differing)))


_COLUMNS = (
    Column("Precinct"),
    Column("Choice"),
    Column("Machine", number=True),
    Column("Manual", number=True),
    Column("Difference", number=True),
)


def contest_table(compared: ContestSideBySide, only_differing: bool = False) -> Table:
    """One contest's figures; `only_differing` leaves out every line in which both counts agree."""
    rows = tuple(
        (one.unit.precinct_name, line.name, line.machine, line.manual, line.difference)
        for one in compared.units
        for line in (one.differing if only_differing else one.lines)
    )
    said = [f"{compared.differing} differ", f"{len(compared.equal)} equal"] + (
        [f"{compared.left} not locked"] if compared.left else []
    )
    note = f"Counts: {', '.join(said)}." + (" Over the threshold (13-17-507(2))." if compared.over else "")
    return Table(compared.title, note, _COLUMNS, rows)
