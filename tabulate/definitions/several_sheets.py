"""Ballot styles of several sheets and separate ballots, as our own definitions say them (13-17-306, 13-27-502(2)).

A style is printed with one layout, or with one for each of its sheets. What would let a vote be read for another
contest, or an elector vote twice, is a problem; so is a separate ballot that nobody approved.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tabulate.ballot_sheets import SeparateBallot, SeparateBy
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.layouts.printed import LayoutId, PrintedLayout, PrintedStyle
from tabulate.election import BallotStyle, BallotStyleId, Contest, ContestId, PrecinctId
from tabulate.precincts import PartId


def printed_styles(findings: Findings, items: Sequence[JsonObject], printed: bool) -> tuple[PrintedStyle, ...]:
    """The ballot styles, each with the layouts of its sheets in the order of their numbers.

    Where nothing is `printed`, the definition has no layouts, and no style needs one.
    """
    return tuple(
        _printed_style(findings, f"ballot_styles[{number}]", item, printed) for number, item in enumerate(items)
    )


def _printed_style(findings: Findings, field: str, item: JsonObject, printed: bool) -> PrintedStyle:
    sheets = item.get("sheets", [])
    if "layout" in item:
        sheets = [*([item] if not sheets else []), *sheets]
    _check_numbers(findings, field, item, printed)
    style = BallotStyle(
        id=BallotStyleId(item["id"]),
        precincts=tuple(PrecinctId(precinct) for precinct in item["precincts"]),
        contests=tuple(ContestId(contest) for contest in item["contests"]),
        rotation=item["rotation"],
        separate=tuple(_separate_ballots(findings, field, item)),
        parts=tuple(map(PartId, item.get("parts", []))),
    )
    return PrintedStyle(style, tuple(LayoutId(sheet["layout"]) for sheet in sheets))


def _check_numbers(findings: Findings, field: str, item: JsonObject, printed: bool) -> None:
    """One layout, or sheets that are numbered from 1 without a gap."""
    if printed and "layout" not in item and "sheets" not in item:
        findings.add(f"{field}.layout", "nothing", "the id of the style's layout, or its sheets", "Add it.")
    if "layout" in item and "sheets" in item:
        found = "a layout of the style, and sheets with layouts of their own"
        findings.add(f"{field}.layout", found, "one of the two", "Remove it where the ballot has several sheets.")
    for place, sheet in enumerate(item.get("sheets", [])):
        if sheet["number"] != place + 1:
            expected = f"{place + 1}: sheets count from 1, in order and without a gap"
            remedy = "Correct it, or add the sheet that is missing."
            findings.add(f"{field}.sheets[{place}].number", str(sheet["number"]), expected, remedy)


def _separate_ballots(findings: Findings, field: str, item: JsonObject) -> Iterator[SeparateBallot]:
    if "separate_ballot" in item:
        yield _separate(findings, f"{field}.separate_ballot", item["separate_ballot"], 1)
    for place, sheet in enumerate(item.get("sheets", [])):
        path = f"{field}.sheets[{place}].separate_ballot"
        if "separate_ballot" not in sheet:
            continue
        if place == 0:
            remedy = "Say it of the style where the whole style is one; else leave it out."
            findings.add(path, "it on sheet 1", "a separate ballot beside sheet 1", remedy)
            continue
        separate = _separate(findings, path, sheet["separate_ballot"], place + 1)
        if not separate.section.needs_approval:
            expected = f"a style of its own: one ballot, handed out beside others ({separate.section})"
            findings.add(path, f"a sheet of ballot style {quoted(item['id'])}", expected, "Make it a ballot style.")
        yield separate


def _separate(findings: Findings, field: str, item: JsonObject, sheet: int) -> SeparateBallot:
    """What is said of a separate ballot; only the law's own needs no approval."""
    section, ground = SeparateBy(item["section"]), item.get("ground", "").strip()
    approved_on = _day(findings, f"{field}.approved_on", item["approved_on"]) if "approved_on" in item else None
    if section.needs_approval and not (ground and "approved_on" in item):
        lacking = " and ".join(
            words for words, said in (("ground", ground), ("approved_on", "approved_on" in item)) if not said
        )
        expected = f"the secretary of state's written approval: its ground in words, and its day ({section})"
        remedy = "Add ground and approved_on; without the approval, print everything on one ballot."
        findings.add(field, f"a separate ballot without {lacking}", expected, remedy)
    return SeparateBallot(sheet, section, ground, approved_on)


def _day(findings: Findings, field: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        findings.add(field, quoted(text), "a day of the calendar, such as 2026-08-14", "Correct it.")
        return None


def check_sheets(
    findings: Findings,
    styles: Sequence[PrintedStyle],
    contests: Sequence[Contest],
    layouts: Sequence[PrintedLayout],
) -> None:
    """No contest is on two sheets of an elector, and the sheets of a style can be told apart."""
    by_id = {layout.id: layout for layout in layouts}
    for number, printed in enumerate(styles):
        sheets = [by_id[layout] for layout in printed.layouts if layout in by_id]
        if len(sheets) == len(printed.layouts) > 1 and _can_be_told(findings, f"ballot_styles[{number}]", sheets):
            _check_contests(findings, f"ballot_styles[{number}]", sheets)
    _check_beside(findings, styles, {contest.id: contest for contest in contests})


def _can_be_told(findings: Findings, field: str, sheets: Sequence[PrintedLayout]) -> bool:
    """Whether all are printed differently; where card codes are stated, by these too."""
    first: dict[LayoutId, int] = {}
    for place, layout in enumerate(sheets):
        other = first.setdefault(layout.id, place)
        if other != place:
            found = f"{quoted(layout.id)}, which sheet {other + 1} has too: they cannot be told apart"
            findings.add(
                f"{field}.sheets[{place}].layout", found, "a layout of its own", "Name the sheet's own layout."
            )
            return False
        for before in sheets[:place]:
            if alike := _same_code(layout, before):
                found = f"the card code of sheet {sheets.index(before) + 1} on the {alike}: they cannot be told apart"
                remedy = "Print other marks in the bottom row of one, or leave bottom_marks out where there are none."
                findings.add(f"{field}.sheets[{place}].layout", found, "a card code of its own", remedy)
                return False
    return True


def _same_code(one: PrintedLayout, other: PrintedLayout) -> str | None:
    """The side on which both state the same marks of the bottom row."""
    for mine, theirs in zip(one.pages, other.pages, strict=False):
        stated = mine.bottom_marks is not None and theirs.bottom_marks is not None
        if stated and set(mine.bottom_marks or ()) == set(theirs.bottom_marks or ()):
            return mine.side
    return None


def _check_contests(findings: Findings, field: str, sheets: Sequence[PrintedLayout]) -> None:
    on_sheets: dict[ContestId, list[int]] = {}
    for number, layout in enumerate(sheets, 1):
        for contest in dict.fromkeys(target.meaning.contest for target in layout.targets()):
            on_sheets.setdefault(contest, []).append(number)
    for contest, numbers in on_sheets.items():
        if len(numbers) > 1:
            found = f"contest {quoted(contest)} on sheets {' and '.join(map(str, numbers))}"
            expected = "each contest whole on one sheet: an elector may return one without the other"
            findings.add(f"{field}.sheets", found, expected, "Move it onto one of them.")


def _check_beside(findings: Findings, styles: Sequence[PrintedStyle], contests: Mapping[ContestId, Contest]) -> None:
    """A style that is a separate ballot stands beside another in each of its precincts, with other contests."""
    for number, printed in enumerate(styles):
        style = printed.style
        if style.separate_by is None:
            continue
        field = f"ballot_styles[{number}]"
        others = [other.style for other in styles if other.style.separate_by is not style.separate_by]
        for precinct in style.precincts:
            beside = [other for other in others if precinct in other.precincts]
            if not any(other.separate_by is None for other in beside):
                expected = f"a ballot of precinct {quoted(precinct)} beside which it is handed out"
                found = f"ballot style {quoted(style.id)}, the only one there"
                findings.add(f"{field}.separate_ballot", found, expected, "Add that style, or remove this field.")
            if style.separate_by is not SeparateBy.CORRECTED:
                _check_twice(findings, field, style, beside, precinct)
        for contest in style.contests:
            if style.separate_by is SeparateBy.NONPARTISAN and contest in contests and contests[contest].purpose.party:
                expected = "only contests that no party nominates in (13-10-209)"
                findings.add(f"{field}.contests", f"contest {quoted(contest)} of a party", expected, "Move it.")


def _check_twice(
    findings: Findings, field: str, style: BallotStyle, beside: Sequence[BallotStyle], precinct: PrecinctId
) -> None:
    for other in beside:
        for contest in style.contests:
            if contest in other.contests:
                found = f"contest {quoted(contest)}, which is on ballot style {quoted(other.id)} too"
                expected = f"each contest once among what an elector of precinct {quoted(precinct)} is handed"
                findings.add(f"{field}.contests", found, expected, "Take it off one of the two.")
