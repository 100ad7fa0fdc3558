"""Figures as tables of HTML, and as rows for spreadsheets."""

from collections.abc import Iterator, Sequence
from html import escape

from canvass.announcing.snapshot import ChoicePublished, ContestPublished, RowPublished, Snapshot
from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.figures_by_row import PENDING

COLUMNS = (
    *("election_date", "county_fips", "contest_id", "contest", "seats", "choice_id", "choice", "party", "write_in"),
    *("place_id", "place", "ballots", "votes", "snapshot", "status", "at"),
)


def choices_table(contest: ContestPublished, caption: str, votes: Sequence[int] | None = None) -> str:
    """Each choice with its votes, share and a bar, the most votes first; `votes` are those of one row."""
    figures = [one.votes for one in contest.choices] if votes is None else list(votes)
    cast = sum(figures)
    pairs = sorted(zip(contest.choices, figures, strict=True), key=lambda pair: (pair[0].choice == PENDING, -pair[1]))
    lines = "".join(_choice_line(choice, count, cast) for choice, count in pairs)
    return (
        f'<table><caption>{escape(caption)}</caption><thead><tr><th scope="col">Choice</th>'
        f'<th scope="col" class="n">Votes</th><th scope="col" class="n">Share</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _choice_line(choice: ChoicePublished, votes: int, cast: int) -> str:
    tenths = (votes * 2000 // cast + 1) // 2 if cast else 0
    share = f"{tenths // 10}.{tenths % 10}%" if cast else "none"
    party = f" <small>{escape(choice.party)}</small>" if choice.party else ""
    bar = (
        f'<svg viewBox="0 0 1000 9" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h{tenths}v9H0z"/></svg>'
    )
    return (
        f'<tr><th scope="row">{escape(choice.name)}{party}{bar}</th><td class="n">{votes:,}</td>'
        f'<td class="n">{share}</td></tr>'
    )


def rows_table(contest: ContestPublished, snapshot: Snapshot, linked: dict[str, str]) -> str:
    """A line for each precinct or county; `linked` are the addresses of their pages."""
    heads = "".join(f'<th scope="col" class="n">{escape(one.name)}</th>' for one in contest.choices)
    lines = "".join(_row_line(row, linked.get(row.place)) for row in contest.rows)
    caption = f"By {snapshot.place}"
    return (
        f'<div class="wide" role="region" aria-label="{caption}" tabindex="0"><table>'
        f"<caption>{caption}</caption><thead>"
        f'<tr><th scope="col">{snapshot.place.title()}</th><th scope="col" class="n">Ballots</th>{heads}'
        '<th scope="col" class="n">Undervotes</th><th scope="col" class="n">Overvotes</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _row_line(row: RowPublished, address: str | None) -> str:
    name = escape(row.name) if address is None else f'<a href="{address}">{escape(row.name)}</a>'
    figures = (row.ballots, *row.votes, row.undervotes, row.overvotes)
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td class=n>{one:,}</td>" for one in figures)}</tr>'


def places_table(snapshot: Snapshot, linked: dict[str, str]) -> str:
    """How far the count of each place is."""
    lines = "".join(
        f'<tr><th scope="row"><a href="{linked[one.place]}">{escape(one.name)}</a></th>'
        f"<td>{escape(one.standing)}</td><td class=n>{one.ballots:,}</td></tr>"
        for one in snapshot.places
    )
    return (
        f'<table><caption>How far each {snapshot.place} is</caption><thead><tr><th scope="col">{snapshot.place.title()}'
        '</th><th scope="col">Count</th><th scope="col" class="n">Ballots shown</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def table_bytes(snapshot: Snapshot) -> bytes:
    """Every figure as a table for spreadsheets."""
    return spreadsheet_bytes([COLUMNS, *_lines(snapshot)])


def _lines(snapshot: Snapshot) -> Iterator[tuple[str | int, ...]]:
    end = (snapshot.number, snapshot.status.value, snapshot.at)
    for one in snapshot.contests:
        start = (snapshot.date, snapshot.fips, one.contest, one.title, one.seats)
        for row in one.rows:
            place = (row.place, row.name, row.ballots)
            for choice, votes in zip(one.choices, row.votes, strict=True):
                said = (choice.choice, choice.name, choice.party, str(choice.write_in).lower())
                yield (*start, *said, *place, votes, *end)
            for name, count in (("UNDERVOTES", row.undervotes), ("OVERVOTES", row.overvotes)):
                yield (*start, name, name.capitalize(), "", "false", *place, count, *end)
