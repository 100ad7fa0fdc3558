"""A layout and the election together: every target means a choice, and the election has the cards that it prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from imaging.layout import MeasuredCard, MeasuredPage, PageCode, Side
from tabulate.ballot_sheets import BallotSheet
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import card_id, is_write_in_line
from tabulate.definitions.layouts.layout_file import BallotLayout, LayoutCard, Name
from tabulate.definitions.layouts.sheet_checks import check_layout_sheets
from tabulate.election import BallotStyle, BallotStyleId, Card, Contest, Election, PrecinctId, TargetMeaning
from tabulate.errors import DefinitionError, LayoutError

_SIDES = (Side.FRONT, Side.BACK)


def with_layout(election: Election, layout: BallotLayout, of_before: bool = False) -> Election:
    """The election, as its definition has it, with the layout's cards in place of the definition's of those styles.

    Raises LayoutError where a target has no name, names what its style does not have, or where a choice of a style has
    no target or too many: then a vote could be read for the wrong choice, or not at all; and, but in a record
    `of_before`, where a contest is on two sheets of a ballot or a sheet is missing.
    """
    findings = Findings()
    _check_names(findings, election, layout)
    if not of_before:
        check_layout_sheets(findings, layout)
    try:
        findings.stop_if_any()
    except DefinitionError as error:
        raise LayoutError(error.problems) from None
    styles = {card.ballot_style for card in layout.cards}
    kept = [
        (card, printed)
        for card, printed in zip(election.cards, election.layouts.cards, strict=False)
        if card.ballot_style not in styles
    ]
    measured = [printed for card in layout.cards for printed in _printed(card, layout, election)]
    return replace(
        election,
        cards=(*(card for card, _ in kept), *(printed.card for printed in measured)),
        contests=tuple(_with_lines(contest, layout) for contest in election.contests),
        layouts=replace(
            election.layouts,
            cards=tuple(printed for _, printed in kept),
            measured=tuple(printed.layout for printed in measured),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """A card of the election, and where its targets are."""

    card: Card
    layout: MeasuredCard


def _printed(card: LayoutCard, layout: BallotLayout, election: Election) -> Iterator[_Printed]:
    """The card; where its pages' codes name a precinct, once for each precinct of the style."""
    style = election.ballot_style(card.ballot_style)
    sheets = max(one.sheet for one in layout.cards if (one.ballot_style, one.precinct) == (style.id, card.precinct))
    for precinct in _precincts(card, style, layout):
        id_ = card_id(style.id, precinct, card.sheet)
        meanings = tuple(
            TargetMeaning(
                target.name.contest,
                target.name.choice,
                is_write_in_line(target.name.choice),
                target.place.x_in,
                target.place.y_in,
            )
            for target in card.targets()
            if target.name is not None
        )
        pages = tuple(
            MeasuredPage(
                _SIDES[number],
                page.width_in,
                page.height_in,
                tuple(target.place for target in page.targets),
                page.blank,
                _code(page.code, card, number, precinct, election),
            )
            for number, page in enumerate(card.pages)
        )
        printed = Card(id_, precinct, style.id, meanings, BallotSheet(card.sheet, sheets))
        yield _Printed(printed, MeasuredCard(id_, pages))


def _precincts(card: LayoutCard, style: BallotStyle, layout: BallotLayout) -> Sequence[PrecinctId | None]:
    if card.precinct is not None:
        return [card.precinct]
    if len(style.precincts) == 1:
        return style.precincts
    codes = [page.code for page in card.pages if page.code is not None]
    if any(code.precinct is not None or code.precinct_index is not None for code in codes):
        apart = {other.precinct for other in layout.cards if other.ballot_style == style.id}
        return [precinct for precinct in style.precincts if precinct not in apart]
    return [None]


def _code(
    code: PageCode | None, card: LayoutCard, page: int, precinct: PrecinctId | None, election: Election
) -> PageCode | None:
    """What the page's code must not contradict: what the blank's says, of the card's own style and precinct.

    Where the blank is not known, a code may still name style and page.
    """
    if code is not None and code.text is not None:
        return code
    styles = [style.id for style in election.ballot_styles]
    precincts = [known.id for known in election.precincts]
    return PageCode(
        election=code.election if code is not None else None,
        style=card.ballot_style,
        style_index=styles.index(card.ballot_style),
        precinct=precinct,
        precinct_index=None if precinct is None else precincts.index(precinct),
        page=code.page if code is not None else 2 * (card.sheet - 1) + page + 1,
    )


def _check_names(findings: Findings, election: Election, layout: BallotLayout) -> None:
    styles = frozenset(style.id for style in election.ballot_styles)
    named: dict[tuple[BallotStyleId, PrecinctId | None], dict[Name, list[str]]] = {}
    for number, card in enumerate(layout.cards):
        field = f"cards[{number}]"
        if not findings.known(f"{field}.ballot_style", card.ballot_style, styles, "the ballot styles"):
            continue
        style = election.ballot_style(card.ballot_style)
        if card.precinct is not None and card.precinct not in style.precincts:
            expected = f"one of the precincts of ballot style {quoted(style.id)}"
            findings.add(f"{field}.precinct", quoted(card.precinct), expected, "Correct it.")
        seen = named.setdefault((card.ballot_style, card.precinct), {})
        for path, name in _paths(findings, field, card):
            _check_name(findings, path, name, style, election, seen)
    for (style_id, _), seen in named.items():
        _check_complete(findings, election.ballot_style(style_id), election, seen)


def _paths(findings: Findings, field: str, card: LayoutCard) -> Iterator[tuple[str, Name]]:
    for page_number, page in enumerate(card.pages):
        for number, target in enumerate(page.targets):
            path = f"{field}.pages[{page_number}].targets[{number}]"
            if target.name is not None:
                yield path, target.name
                continue
            beside = f", beside {quoted(target.printed)}" if target.printed else ""
            found = f"target {target.place.number} without a name{beside}"
            remedy = "Name it, or remove it where it is no target: canvass layout edit, or canvass layout table."
            findings.add(path, found, "the contest and choice that it stands for", remedy)


def _check_name(
    findings: Findings,
    path: str,
    name: Name,
    style: BallotStyle,
    election: Election,
    seen: dict[Name, list[str]],
) -> None:
    contest = election.find_contest(name.contest)
    if contest is None or name.contest not in style.contests:
        expected = f"a contest of ballot style {quoted(style.id)}"
        findings.add(f"{path}.contest", quoted(name.contest), expected, "Correct it.")
        return
    if is_write_in_line(name.choice):
        if not contest.write_ins:
            expected = f"a choice: {quoted(contest.id)} allows no write-ins"
            findings.add(f"{path}.choice", quoted(name.choice), expected, "Correct it.")
    elif contest.choice(name.choice) is None:
        expected = f"a choice of contest {quoted(contest.id)}"
        findings.add(f"{path}.choice", quoted(name.choice), expected, "Correct it.")
    before = seen.setdefault(name, [])
    if len(before) >= most_targets(contest, name):
        found = f"{quoted(name.choice)} of {quoted(name.contest)}, which {before[-1]} is too"
        findings.add(path, found, "one target for each choice", "Rename or remove one of the two.")
    before.append(path)


def most_targets(contest: Contest, name: Name) -> int:
    """How often a choice may be printed: a candidate nominated by several parties once for each."""
    choice = contest.choice(name.choice)
    return max(1, len(choice.parties)) if choice is not None else 1


def _check_complete(findings: Findings, style: BallotStyle, election: Election, seen: dict[Name, list[str]]) -> None:
    for contest in election.contests_of(style):
        missing = [choice for choice in contest.choices if Name(contest.id, choice.id) not in seen]
        for choice in missing:
            found = f"no target for {quoted(choice.name)} of contest {quoted(contest.title)}"
            expected = f"one for every choice of ballot style {quoted(style.id)}"
            findings.add("cards", found, expected, "Add it: canvass layout edit, or learn the page that has it.")
        lines = sorted(_line_number(name) for name in seen if name.contest == contest.id and _is_line(name))
        if lines != list(range(len(lines))):
            found = f"write-in lines {', '.join(map(str, lines))} of contest {quoted(contest.title)}"
            findings.add("cards", found, "lines counted from 0 without a gap", "Rename them in order.")


def _is_line(name: Name) -> bool:
    return is_write_in_line(name.choice)


def _line_number(name: Name) -> int:
    return int(name.choice.rsplit("-", 1)[1])


def _with_lines(contest: Contest, layout: BallotLayout) -> Contest:
    """The contest with as many write-in lines as its ballots show; one at least where write-ins are allowed."""
    shown = [t.name for card in layout.cards for t in card.targets() if t.name and t.name.contest == contest.id]
    if not shown or not contest.write_ins:
        return contest
    return replace(contest, write_ins=max(1, len({name for name in shown if _is_line(name)})))
