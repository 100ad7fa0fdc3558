"""From blank ballots to a layout: targets found and named; what is unsure is left without a name, and said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from canvass.errors import InputError
from imaging.layout import BoxIn, MeasuredTarget, PageCode
from imaging.learning.blank import BlankError, learn_blank, learn_turned
from imaging.learning.learned import LearnedPage, PrintedWord
from imaging.learning.page_words import page_words, words_in
from imaging.learning.write_in_areas import find_write_in_area
from tabulate.definitions.identifiers import is_write_in_line
from tabulate.definitions.layouts.layout_file import LayoutCard, LayoutPage, LayoutTarget, SheetOfBallot, numbered
from tabulate.election import BallotStyle, BallotStyleId, Election
from tabulate.naming import NamedTarget, PageText, Word, name_targets

_PAGES_A_SHEET = 2
_RUN_OVER_IN = 0.1
_LOOK_AGAIN_IN = 0.12
"""So much farther up and down is looked where a target's words gave no name."""


@dataclass(frozen=True, slots=True)
class LearnedBallot:
    """The cards of one ballot style, learned, and the pages they were learned from, in order."""

    style: BallotStyleId
    cards: tuple[LayoutCard, ...]
    pages: tuple[LearnedPage, ...]


def learn_ballots(blanks: Sequence[Path], election: Election, style: BallotStyleId | None) -> list[LearnedBallot]:
    """Learn blanks: all of them one ballot, or one for each style that their page codes name.

    Raises InputError where a blank cannot be learned, or nothing says of which style it is.
    """
    pages = [page for blank in blanks for page in _learned(blank)]
    if not pages:
        raise InputError("No page was found in the blanks. Name the blank ballot's pictures or its PDF.")
    by_style: dict[BallotStyleId, list[LearnedPage]] = {}
    for page in pages:
        by_style.setdefault(_style_of(page, election, style), []).append(page)
    return [ballot_of(_in_order(own), election, known) for known, own in by_style.items()]


def _learned(blank: Path) -> tuple[LearnedPage, ...]:
    try:
        return learn_blank(blank)
    except BlankError as error:
        raise InputError(f"The blank cannot be learned: {error}") from None


def _style_of(page: LearnedPage, election: Election, asked: BallotStyleId | None) -> BallotStyleId:
    coded = style_of_code(page.code, election) if asked is None else None
    return coded or style_asked(election, asked)


def style_asked(election: Election, asked: BallotStyleId | None) -> BallotStyleId:
    """The ballot style that was named; the only one where none was. Raises InputError."""
    styles = [style.id for style in election.ballot_styles]
    if asked is not None:
        if asked not in styles:
            raise InputError(f"The election has no ballot style {asked!r}. Its styles are: {', '.join(styles)}.")
        return asked
    if len(styles) == 1:
        return styles[0]
    raise InputError(
        "The blank does not say of which ballot style it is: it has no page code that names one. Say it with "
        f"--ballot-style; the styles are: {', '.join(styles)}."
    )


def style_of_code(code: PageCode | None, election: Election) -> BallotStyleId | None:
    """The ballot style that a page's code names, if it names one of the election's."""
    if code is None:
        return None
    styles = [style.id for style in election.ballot_styles]
    if code.style is not None:
        return next((style for style in styles if style == code.style), None)
    if code.style_index is not None and code.style_index < len(styles):
        return styles[code.style_index]
    return None


def _in_order(pages: Sequence[LearnedPage]) -> list[LearnedPage]:
    """By the page numbers of their codes, where all have one; else as given. Raises InputError for a page twice."""
    numbers = [page.code.page for page in pages if page.code is not None and page.code.page is not None]
    if len(numbers) < len(pages):
        return list(pages)
    twice = {number for number in numbers if numbers.count(number) > 1}
    if twice:
        raise InputError(
            f"Page {min(twice)} of the blank was given twice: its page code says so. Name each page of one ballot "
            "once, and learn the ballots of other precincts or styles by themselves."
        )
    return sorted(pages, key=lambda page: (page.code.page or 0) if page.code else 0)


def ballot_of(pages: list[LearnedPage], election: Election, style_id: BallotStyleId) -> LearnedBallot:
    """The cards of a ballot style of which these pages were learned, in order: every target named that can be."""
    style = election.ballot_style(style_id)
    named = _named(pages, style, election)
    turned = [
        learn_turned(page) if page.targets and not any(target.name for target in names) else page
        for page, names in zip(pages, named, strict=True)
    ]
    if any(one is not other for one, other in zip(turned, pages, strict=True)):
        # a page without any name may have been scanned upside down: words tell, and may know better
        read_turned = _named(turned, style, election)
        if _count(read_turned) > _count(named):
            pages, named = turned, read_turned
    done = [_layout_page(page, names) for page, names in zip(pages, named, strict=True)]
    sheets = [done[at : at + _PAGES_A_SHEET] for at in range(0, len(done), _PAGES_A_SHEET)]
    cards = tuple(
        LayoutCard(style_id, numbered(tuple(sheet)), SheetOfBallot(number)) for number, sheet in enumerate(sheets, 1)
    )
    return LearnedBallot(style_id, cards, tuple(pages))


def _named(pages: Sequence[LearnedPage], style: BallotStyle, election: Election) -> list[list[NamedTarget]]:
    """Names by the words of the pages; where one is missing, its words are looked at again by themselves.

    First at those that are legible, then at all: a name is a name where it is spelled out, and dirt spells none.
    """
    texts = [_text(page) for page in pages]
    named = name_targets(texts, style, election)
    for hardly_legible in (False, True):
        again = [
            _looked_at_again(page, text, names, hardly_legible)
            for page, text, names in zip(pages, texts, named, strict=True)
        ]
        second = name_targets(again, style, election) if again != texts else named
        if _count(second) > _count(named):
            texts, named = again, second
    return named


def _text(page: LearnedPage) -> PageText:
    return PageText(page.width_in, page.height_in, page.targets, _words(page_words(page)), page.rules)


def _count(named: Sequence[Sequence[NamedTarget]]) -> int:
    return sum(target.name is not None for page in named for target in page)


def _looked_at_again(page: LearnedPage, text: PageText, names: Sequence[NamedTarget], hardly_legible: bool) -> PageText:
    words = list(text.words)
    for target in names:
        if target.name is None:
            box = replace(
                target.beside,
                top_in=max(0.0, target.beside.top_in - _LOOK_AGAIN_IN),
                bottom_in=target.beside.bottom_in + _LOOK_AGAIN_IN,
            )
            found = _words(words_in(page, box, hardly_legible))
            if found:
                words = [word for word in words if not _stands_in(word.box, box)] + list(found)
    return replace(text, words=tuple(words))


def _stands_in(word: BoxIn, box: BoxIn) -> bool:
    down, across = (word.top_in + word.bottom_in) / 2, (word.left_in + word.right_in) / 2
    return box.top_in <= down <= box.bottom_in and box.left_in <= across <= box.right_in


def _words(words: Sequence[PrintedWord]) -> tuple[Word, ...]:
    return tuple(Word(word.text, word.box) for word in words)


def _layout_page(page: LearnedPage, names: Sequence[NamedTarget]) -> LayoutPage:
    return LayoutPage(page.width_in, page.height_in, tuple(_targets(page, names)), page.blank, page.code)


def _clear_of(target: MeasuredTarget, beside: BoxIn) -> BoxIn:
    """The box less the margin at the target, into which marks run over."""
    if beside.left_in > target.x_in:
        return replace(beside, left_in=beside.left_in + _RUN_OVER_IN)
    return replace(beside, right_in=beside.right_in - _RUN_OVER_IN)


def _targets(page: LearnedPage, names: Sequence[NamedTarget]) -> Iterator[LayoutTarget]:
    for place, named in zip(page.targets, names, strict=True):
        area = None
        if named.name is not None and is_write_in_line(named.name.choice):
            area = find_write_in_area(page, _clear_of(place, named.beside))
        yield LayoutTarget(replace(place, write_in_area=area), named.name, named.printed)
