"""VotingWorks grid layouts: a card for each sheet, its targets numbered front first in the order of gridPositions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from imaging.layout import CardLayout, PageLayout, Side, Target
from tabulate.ballot_sheets import BallotSheet
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import card_id
from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.of_votingworks.stated_grids import StatedGrid, StatedPosition
from tabulate.election import (
    BallotStyle,
    BallotStyleId,
    Card,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    PrecinctId,
)

Contests = tuple[Contest, ...]


def grid_cards(
    findings: Findings, grids: list[StatedGrid], contests: Contests, styles: tuple[BallotStyle, ...]
) -> tuple[Contests, tuple[Card, ...], tuple[CardLayout, ...]]:
    """The cards of `grids`, their layouts, and the contests with the write-in lines that the grids show."""
    by_id = {style.id: style for style in styles}
    by_contest = {contest.id: contest for contest in contests}
    cards: list[tuple[str, Card]] = []
    layouts: list[CardLayout] = []
    for grid in grids:
        if not findings.known(grid.style_field, grid.style, by_id.keys(), "ballotStyles"):
            continue
        style = by_id[BallotStyleId(grid.style)]
        _check_places(findings, grid)
        _check_meanings(findings, grid, style, by_contest)
        precinct, codes = _precinct(findings, grid, style), _codes(findings, grid)
        for sheet, marks in enumerate(codes, 1):
            own = [position for position in grid.positions if position.sheet == sheet]
            card = _card(style, precinct, own, BallotSheet(sheet, len(codes)))
            cards.append((grid.field, card))
            layouts.append(CardLayout(card.id, tuple(_pages(findings, grid, own, marks))))
    findings.distinct(((field, card.id) for field, card in cards), "grid layouts")
    made = tuple(card for _, card in cards)
    return tuple(_with_lines(contest, made) for contest in contests), made, tuple(layouts)


def _front_first(positions: Iterable[StatedPosition]) -> list[StatedPosition]:
    return sorted(positions, key=lambda position: position.side is Side.BACK)


def _precinct(findings: Findings, grid: StatedGrid, style: BallotStyle) -> PrecinctId | None:
    precinct = grid.precinct
    if precinct is not None and precinct not in style.precincts:
        expected = f"one of the precincts of ballot style {quoted(style.id)}"
        findings.add(f"{grid.field}.precinctId", quoted(precinct), expected, "Correct it, or add it to the style.")
    if precinct is None and len(style.precincts) == 1:
        return style.precincts[0]
    return None if precinct is None else PrecinctId(precinct)


def _card(style: BallotStyle, precinct: PrecinctId | None, positions: list[StatedPosition], sheet: BallotSheet) -> Card:
    meanings = tuple(position.meaning for position in _front_first(positions))
    return Card(card_id(style.id, precinct, sheet.number), precinct, BallotStyleId(style.id), meanings, sheet)


def _codes(findings: Findings, grid: StatedGrid) -> list[JsonObject]:
    """The card codes of each sheet. Sheets are numbered without a gap, and every contest is whole on one of them."""
    positions = grid.positions
    sheets = max(position.sheet for position in positions)
    for sheet in sorted(set(range(1, sheets + 1)) - {position.sheet for position in positions}):
        found = f"no position on sheet {sheet}, and some on sheet {sheets}"
        findings.add(grid.positions_field, found, "sheets counted from 1 without a gap", "Add them.")
    on_sheets: dict[ContestId, set[int]] = {}
    for position in positions:
        on_sheets.setdefault(position.meaning.contest, set()).add(position.sheet)
    for contest, numbers in on_sheets.items():
        if len(numbers) > 1:
            found = f"contest {quoted(contest)} on sheets {' and '.join(map(str, sorted(numbers)))}"
            expected = "each contest whole on one sheet: an elector may return one without the other"
            findings.add(grid.positions_field, found, expected, "Move it onto one of them.")
    codes = [{}] * sheets if grid.bottom_marks is None else grid.bottom_marks
    of_sheets = codes if isinstance(codes, list) else [codes]
    if len(of_sheets) != sheets:
        found = f"card codes of {len(of_sheets)} of {sheets} sheets"
        findings.add(f"{grid.field}.bottomMarks", found, "a list of one for each sheet, or none", "Correct the list.")
    return [*of_sheets, *({} for _ in range(sheets))][:sheets]


def _pages(
    findings: Findings, grid: StatedGrid, positions: list[StatedPosition], codes: JsonObject
) -> Iterator[PageLayout]:
    """The pages of a sheet that have positions or a card code, front first."""
    number = 0
    for side in Side:
        here = [position for position in positions if position.side is side]
        if not here and side.value not in codes:
            continue
        targets = tuple(_target(number + place, position) for place, position in enumerate(here, 1))
        number += len(targets)
        marks = codes.get(side.value)
        _check_code(findings, f"{grid.field}.bottomMarks.{side}", marks or [], grid.columns)
        yield PageLayout(
            side=side,
            columns=grid.columns,
            rows=grid.rows,
            targets=targets,
            bottom_marks=None if marks is None else frozenset(marks),
        )


def _target(number: int, position: StatedPosition) -> Target:
    return Target(number, position.meaning.column, position.meaning.row, position.write_in_area)


def _check_code(findings: Findings, field: str, marks: list[int], columns: int) -> None:
    for place, column in enumerate(marks):
        if column >= columns:
            findings.add(f"{field}[{place}]", str(column), f"a column from 0 to {columns - 1}", "Correct it.")


def _check_places(findings: Findings, grid: StatedGrid) -> None:
    columns = grid.columns
    taken: dict[tuple[int, Side, float, float], str] = {}
    for position in grid.positions:
        column, row = position.meaning.column, position.meaning.row
        if column > columns - 1:
            expected = f"a column from 0 to {columns - 1}"
            findings.add(position.column_field, f"{column:g}", expected, "Correct it, or the layout's columns.")
        place = (position.sheet, position.side, column, row)
        if place in taken:
            found = f"column {column:g}, row {row:g} on the {position.side}, where {taken[place]} is too"
            findings.add(position.field, found, "a place of its own", "Correct one of the two.")
        taken.setdefault(place, position.field)


def _check_meanings(
    findings: Findings, grid: StatedGrid, style: BallotStyle, contests: dict[ContestId, Contest]
) -> None:
    """Every position is for a contest and option of the style; every option has a position, at most one a party."""
    taken: dict[tuple[ContestId, ChoiceId], list[str]] = {}
    for position in grid.positions:
        meaning = position.meaning
        if meaning.contest not in style.contests:
            expected = f"a contest of ballot style {quoted(style.id)}"
            remedy = "Correct it, or the districts and party of the contest or the style."
            findings.add(position.contest_field, quoted(meaning.contest), expected, remedy)
            continue
        _check_choice(findings, position, contests[meaning.contest])
        before = taken.setdefault((meaning.contest, meaning.choice), [])
        if len(before) >= _most_positions(contests[meaning.contest], meaning.choice):
            found = f"{quoted(meaning.choice)} of {quoted(meaning.contest)}, which {before[-1]} has too"
            findings.add(position.field, found, "one position for each option", "Remove or correct one of the two.")
        before.append(position.field)
    for contest_id in style.contests:
        for choice in _unplaced(contests[contest_id], taken.keys()):
            found = f"no position for {quoted(choice.id)} of contest {quoted(contest_id)}"
            expected = f"one for every option on ballot style {quoted(style.id)}"
            findings.add(grid.positions_field, found, expected, "Add it.")
        if not contests[contest_id].choices and not any(contest == contest_id for contest, _ in taken):
            found = f"no position for contest {quoted(contest_id)}"
            findings.add(grid.positions_field, found, "one for every write-in line of it", "Add them.")


def _most_positions(contest: Contest, choice: ChoiceId) -> int:
    """A candidate nominated by several parties may be printed once for each; such marks are still one vote."""
    printed = contest.choice(choice)
    return max(1, len(printed.parties)) if printed is not None else 1


def _check_choice(findings: Findings, position: StatedPosition, contest: Contest) -> None:
    meaning = position.meaning
    if meaning.write_in and not contest.write_ins:
        found = f"a write-in line of contest {quoted(contest.id)}, which allows no write-ins"
        findings.add(position.field, found, "an option", "Remove it, or allow write-ins in the contest.")
    elif not meaning.write_in and contest.choice(meaning.choice) is None:
        expected = f"an option of contest {quoted(contest.id)}"
        findings.add(f"{position.field}.optionId", quoted(meaning.choice), expected, "Correct it.")


def _unplaced(contest: Contest, taken: Iterable[tuple[ContestId, ChoiceId]]) -> Iterator[Choice]:
    return (choice for choice in contest.choices if (contest.id, choice.id) not in taken)


def _with_lines(contest: Contest, cards: tuple[Card, ...]) -> Contest:
    """The contest with as many write-in lines as the cards show it with, where any shows it.

    Where write-ins are allowed there is one at least, as on a device, even if no card has a line for it.
    """
    shown = [card for card in cards if any(meaning.contest == contest.id for meaning in card.meanings)]
    if not shown or not contest.write_ins:
        return contest
    lines = {m.choice for card in shown for m in card.meanings if m.contest == contest.id and m.write_in}
    return replace(contest, write_ins=max(1, len(lines)))
