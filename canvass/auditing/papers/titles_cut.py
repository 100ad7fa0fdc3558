"""Titles of contests short enough for a row: a ballot issue's may have a hundred words. The whole stands once."""

from collections import Counter
from dataclasses import replace

from audit.report import CountyReport
from canvass.reporting.tables import Table, columns_of
from tabulate.election import ContestId

LONGEST = 60
"""Letters of a title that is left as it is."""


def short_title(title: str) -> str:
    """The title, cut behind a word and marked so where it is long."""
    if len(title) <= LONGEST:
        return title
    cut = title[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-")
    return f"{cut}…"


def short_titles(titles: dict[ContestId, str]) -> dict[ContestId, str]:
    """Each contest's own: where two would be cut to the same words, both have their id behind them."""
    short = {contest: short_title(title) for contest, title in titles.items()}
    times = Counter(short.values())
    return {
        contest: f"{title} ({contest})" if times[title] > 1 and title != titles[contest] else title
        for contest, title in short.items()
    }


def with_short_titles(report: CountyReport) -> CountyReport:
    """The same report, with short titles in every row."""
    short = short_titles(_titles(report))
    units = tuple(replace(one, contest_title=short[one.contest]) for one in report.units)
    readings = tuple(replace(one, contest_title=short[one.contest]) for one in report.readings)
    return replace(report, units=units, readings=readings)


def titles_in_full(report: CountyReport) -> tuple[Table, ...]:
    """The titles that were cut, whole; nothing where none was."""
    titles = _titles(report)
    short = short_titles(titles)
    rows = tuple((short[contest], title) for contest, title in titles.items() if short[contest] != title)
    note = "Titles that the other tables cut short."
    return (Table("Titles in full", note, columns_of("In the tables", "In full"), rows),) if rows else ()


def _titles(report: CountyReport) -> dict[ContestId, str]:
    units = {one.contest: one.contest_title for one in report.units}
    return units | {one.contest: one.contest_title for one in report.readings}
