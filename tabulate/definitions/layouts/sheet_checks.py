"""The sheets of a ballot that a layout shows: numbered without a gap, and every contest whole on one of them."""

from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.layouts.layout_file import BallotLayout, LayoutCard
from tabulate.election import ContestId


def check_layout_sheets(findings: Findings, layout: BallotLayout) -> None:
    """Sheets are scanned and counted one by one: a contest on two would be counted by halves (13-17-306)."""
    ballots: dict[tuple[str, str | None], list[LayoutCard]] = {}
    for card in layout.cards:
        ballots.setdefault((card.ballot_style, card.precinct), []).append(card)
    for (style, _), cards in ballots.items():
        numbers = sorted(card.sheet for card in cards)
        if numbers != list(range(1, len(numbers) + 1)):
            found = f"sheets {', '.join(map(str, numbers))} of ballot style {quoted(style)}"
            findings.add("cards", found, "sheets counted from 1 without a gap", "Learn the sheet that is missing.")
        _check_whole(findings, style, cards)


def _check_whole(findings: Findings, style: str, cards: list[LayoutCard]) -> None:
    on_sheets: dict[ContestId, set[int]] = {}
    for card in cards:
        for target in card.targets():
            if target.name is not None:
                on_sheets.setdefault(target.name.contest, set()).add(card.sheet)
    for contest, numbers in on_sheets.items():
        if len(numbers) > 1:
            sheets = " and ".join(map(str, sorted(numbers)))
            found = f"contest {quoted(contest)} on sheets {sheets} of ballot style {quoted(style)}"
            expected = "each contest whole on one sheet: an elector may return one without the other"
            findings.add("cards", found, expected, "Correct the names, or the numbers of the sheets.")
