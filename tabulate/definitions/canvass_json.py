"""Our own election definitions, format `canvass-election/1`; DEFINITION.md beside this module describes them."""

from datetime import date
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any

from imaging.layout import (
    CardLayout,
    GridBox,
    Layouts,
    MarkThresholds,
    Outline,
    PageLayout,
    Paper,
    Side,
    Target,
)
from tabulate.ballot_sheets import BallotSheet
from tabulate.definitions.canvass_checks import check_contests, check_ids, check_not_held, check_styles
from tabulate.definitions.closing_hour import closing_hour
from tabulate.definitions.device_codes import device_codes
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import card_id, is_write_in_line
from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.layouts.checks import check_coverage, check_layouts
from tabulate.definitions.layouts.printed import LayoutId, PrintedLayout, PrintedPage, PrintedStyle, PrintedTarget
from tabulate.definitions.page_codes import code_prefix, page_code
from tabulate.definitions.parts import districts_of, parts_of
from tabulate.definitions.purpose_checks import check_purposes
from tabulate.definitions.purposes import purpose_of
from tabulate.definitions.several_sheets import printed_styles
from tabulate.definitions.shape import check_blanks, check_shape
from tabulate.election import (
    BallotStyle,
    Card,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    ContestScope,
    DeclaredWriteIn,
    District,
    DistrictId,
    Election,
    Party,
    PartyId,
    Precinct,
    PrecinctId,
    PrintoutRule,
    TargetMeaning,
)

FORMAT = "canvass-election/1"
_SCHEMA = "canvass_election.schema.json"


def parse_canvass_json(document: JsonObject, sha256: str, of_before: bool = False) -> Election:
    """The election that a definition of our own format describes.

    A record `of_before` may state an hour that is none of Montana's: the law's holds then. Raises DefinitionError with
    every problem found, first of the shape, then of what contradicts itself.
    """
    findings = Findings()
    for check in (check_blanks, partial(check_shape, schema_file=_SCHEMA)):
        check(findings, document)
        findings.stop_if_any()
    day = _election_day(findings, document["date"])
    thresholds = _thresholds(findings, document["mark_thresholds"])
    districts = districts_of(document["districts"])
    parties = tuple(Party(PartyId(item["id"]), item["name"]) for item in document["parties"])
    precincts = tuple(_precinct(item) for item in document["precincts"])
    parts = parts_of(document["precincts"])
    contests = tuple(_contest(item) for item in document["contests"])
    styles = printed_styles(findings, document["ballot_styles"], bool(document["layouts"]))
    layouts = tuple(_layout(findings, f"layouts[{n}]", item) for n, item in enumerate(document["layouts"]))
    polls_close = closing_hour(Findings() if of_before else findings, day, document, contests, precincts)
    day = day or date.min  # A problem then, and told.
    check_ids(findings, districts, parties, precincts, contests, styles, layouts, of_before)
    contests, not_held = _held(findings, contests, districts, parties, styles)
    check_styles(findings, styles, precincts, contests, districts, layouts, parts)
    check_layouts(findings, layouts)
    codes = device_codes(findings, document.get("device_codes", []), precincts, contests, styles)
    findings.stop_if_any()
    check_coverage(findings, styles, contests, layouts)
    findings.stop_if_any()
    prefix = code_prefix(document["id"], day, parties, precincts, contests, styles, layouts) if layouts else None
    cards = _cards(styles, precincts, layouts, prefix)
    return Election(
        title=document["title"],
        date=day,
        polls_close=polls_close,
        state=document["state"],
        county=document["county"],
        districts=districts,
        parties=parties,
        precincts=precincts,
        contests=contests,
        ballot_styles=tuple(printed.style for printed in styles),
        cards=tuple(card for card, _ in cards),
        layouts=Layouts(tuple(layout for _, layout in cards), thresholds, prefix),
        definition_sha256=sha256,
        printout_rule=PrintoutRule(document.get("device_printouts", PrintoutRule.WORDS_REQUIRED)),
        device_codes=codes,
        parts=parts,
        not_held=not_held,
    )


def _held(
    findings: Findings,
    contests: tuple[Contest, ...],
    districts: tuple[District, ...],
    parties: tuple[Party, ...],
    styles: tuple[PrintedStyle, ...],
) -> tuple[tuple[Contest, ...], tuple[Contest, ...]]:
    """Contests that are voted on, and those that are not held, once checked by themselves."""
    check_contests(findings, contests, districts, parties)
    check_purposes(findings, contests, parties)
    check_not_held(findings, contests, styles)
    held = tuple(one for one in contests if not one.purpose.not_held)
    return held, tuple(one for one in contests if one.purpose.not_held)


def _election_day(findings: Findings, text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        findings.add("date", quoted(text), "a day of the calendar, such as 2026-11-03", "Correct it.")
        return None
    return day if findings.usable("date", day) else None


def _thresholds(findings: Findings, shares: JsonObject) -> MarkThresholds:
    marginal, definite, writing = (
        _permille(findings, f"mark_thresholds.{name}", shares[name]) for name in ("marginal", "definite", "writing")
    )
    if marginal >= definite:
        expected = f"less than definite, {shares['definite']}"
        remedy = "Leave a band between the two: what falls into it is for the counting board."
        findings.add("mark_thresholds.marginal", str(shares["marginal"]), expected, remedy)
    return MarkThresholds(marginal, definite, writing)


def _permille(findings: Findings, field: str, share: Decimal | int) -> int:
    permille = share * 1000
    if permille != int(permille):
        findings.add(field, str(share), "at most three decimals", "Round it.")
    return int(permille)


def _precinct(item: JsonObject) -> Precinct:
    return Precinct(PrecinctId(item["id"]), item["name"], tuple(DistrictId(district) for district in item["districts"]))


def _contest(item: JsonObject) -> Contest:
    district = item.get("district")
    return Contest(
        id=ContestId(item["id"]),
        title=item["title"],
        kind=ContestKind(item["kind"]),
        scope=ContestScope(item["scope"]) if "scope" in item else None,
        district=None if district is None else DistrictId(district),
        seats=item["seats"],
        choices=tuple(_choice(choice) for choice in item["choices"]),
        write_ins=item["write_ins"],
        declared_write_ins=tuple(
            DeclaredWriteIn(ChoiceId(declared["id"]), declared["name"], tuple(declared["forms"]))
            for declared in item.get("declared_write_ins", [])
        ),
        purpose=purpose_of(item),
    )


def _choice(item: JsonObject) -> Choice:
    return Choice(ChoiceId(item["id"]), item["name"], tuple(PartyId(party) for party in item.get("parties", [])))


def _layout(findings: Findings, field: str, item: JsonObject) -> PrintedLayout:
    return PrintedLayout(
        id=LayoutId(item["id"]),
        paper=Paper(**_floats(item["paper"])),
        outline=Outline(**_floats(item["outline"])),
        columns=item["columns"],
        pages=tuple(_page(findings, f"{field}.pages[{n}]", page) for n, page in enumerate(item["pages"])),
    )


def _page(findings: Findings, field: str, item: JsonObject) -> PrintedPage:
    marks = item.get("bottom_marks")
    return PrintedPage(
        side=Side(item["side"]),
        rows=item["rows"],
        bottom_marks=None if marks is None else tuple(marks),
        code_box=GridBox(**_floats(item["code_box"])),
        targets=tuple(_target(findings, f"{field}.targets[{n}]", target) for n, target in enumerate(item["targets"])),
    )


def _target(findings: Findings, field: str, item: JsonObject) -> PrintedTarget:
    meaning = TargetMeaning(
        contest=ContestId(item["contest"]),
        choice=ChoiceId(item["choice"]),
        write_in=is_write_in_line(item["choice"]),
        column=float(item["column"]),
        row=float(item["row"]),
    )
    area = item.get("write_in_area")
    blank_ink = _permille(findings, f"{field}.blank_ink", item.get("blank_ink", 0))
    return PrintedTarget(meaning, None if area is None else GridBox(**_floats(area)), blank_ink)


def _floats(item: dict[str, Any]) -> dict[str, float]:
    return {name: float(number) for name, number in item.items()}


def _cards(
    styles: tuple[PrintedStyle, ...],
    precincts: tuple[Precinct, ...],
    layouts: tuple[PrintedLayout, ...],
    prefix: str | None,
) -> list[tuple[Card, CardLayout]]:
    """A card for each sheet of each ballot style in each of its precincts, in the order of the styles."""
    numbers = {precinct.id: number for number, precinct in enumerate(precincts, 1)}
    by_id = {layout.id: layout for layout in layouts}
    senses: dict[_Sense, int] = {}
    cards = []
    for style_number, printed in enumerate(styles, 1):
        style, sheets = printed.style, [by_id[layout] for layout in printed.layouts]
        for precinct in style.precincts:
            for sheet, layout in enumerate(sheets, 1):
                card = _card(style, precinct, layout, BallotSheet(sheet, len(sheets)))
                pages = range(2 * sheet - 1, 2 * sheet - 1 + len(layout.pages))
                codes = [page_code(prefix or "", style_number, numbers[precinct], page) for page in pages]
                cards.append((card, CardLayout(card.id, _pages(layout, codes, senses), layout.outline, layout.paper)))
    return cards


def _card(style: BallotStyle, precinct: PrecinctId, layout: PrintedLayout, sheet: BallotSheet) -> Card:
    meanings = tuple(target.meaning for target in layout.targets())
    return Card(card_id(style.id, precinct, sheet.number), precinct, style.id, meanings, sheet)


_Sense = tuple[Side, tuple[TargetMeaning, ...]]
"""What a page means: which votes at which places."""


def _pages(layout: PrintedLayout, codes: list[str], senses: dict[_Sense, int]) -> tuple[PageLayout, ...]:
    """The pages of a card; those that mean what an earlier card's do get its number, which `senses` holds."""
    pages = []
    numbers = count(1)
    for page, code in zip(layout.pages, codes, strict=True):
        targets = tuple(_numbered(next(numbers), target) for target in page.targets)
        marks = None if page.bottom_marks is None else frozenset(page.bottom_marks)
        meant = (page.side, tuple(target.meaning for target in page.targets))
        sense = senses.setdefault(meant, len(senses))
        pages.append(PageLayout(page.side, layout.columns, page.rows, targets, marks, code, page.code_box, sense))
    return tuple(pages)


def _numbered(number: int, target: PrintedTarget) -> Target:
    place = target.meaning
    return Target(number, place.column, place.row, target.write_in_area, target.blank_ink_permille)
