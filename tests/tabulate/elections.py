"""Small elections and sheets made by hand, for the tests of the counting law."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from imaging.layout import CardId, CardLayout, Layouts, MarkThresholds, PageLayout, Side, Target
from imaging.sheets import ImageSource, Mark, PageReading, ReadSheet, TargetReading
from tabulate.election import (
    BallotStyle,
    BallotStyleId,
    Card,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    ContestScope,
    Election,
    Precinct,
    PrecinctId,
    TargetMeaning,
)

CARD = CardId("style@north")


def contest(name: str, choices: Sequence[str], seats: int = 1, write_ins: int = 0) -> Contest:
    return Contest(
        id=ContestId(name),
        title=name.title(),
        kind=ContestKind.CANDIDATE,
        scope=ContestScope.COUNTY,
        district=None,
        seats=seats,
        choices=tuple(Choice(ChoiceId(choice), choice.title()) for choice in choices),
        write_ins=write_ins,
    )


def meanings_of(contests: Sequence[Contest]) -> tuple[TargetMeaning, ...]:
    """A target for every choice and write-in line, one below the other."""
    meant = [(c.id, choice.id, False) for c in contests for choice in c.choices]
    lines = [(c.id, ChoiceId(f"write-in-{n}"), True) for c in contests for n in range(c.write_ins)]
    in_order = sorted([*meant, *lines], key=lambda item: [c.id for c in contests].index(item[0]))
    return tuple(
        TargetMeaning(c, choice, write_in, 2.0, float(row)) for row, (c, choice, write_in) in enumerate(in_order)
    )


def election_of(
    contests: Sequence[Contest], meanings: tuple[TargetMeaning, ...] | None = None, on_front: int | None = None
) -> Election:
    """One precinct, one style, one card; the targets after the first `on_front`, if that is given, are on its back."""
    meanings = meanings_of(contests) if meanings is None else meanings
    targets = tuple(Target(number, meaning.column, meaning.row) for number, meaning in enumerate(meanings, 1))
    pages = [PageLayout(Side.FRONT, 34, None, targets[:on_front])]
    if on_front is not None:
        pages.append(PageLayout(Side.BACK, 34, None, targets[on_front:]))
    layout = CardLayout(CARD, tuple(pages))
    style = BallotStyle(BallotStyleId("style"), (PrecinctId("north"),), tuple(c.id for c in contests))
    return Election(
        title="General Election",
        date=date(2026, 11, 3),
        polls_close=datetime(2026, 11, 4, 3, tzinfo=UTC),
        state="Montana",
        county="Big Sky",
        districts=(),
        parties=(),
        precincts=(Precinct(PrecinctId("north"), "North"),),
        contests=tuple(contests),
        ballot_styles=(style,),
        cards=(Card(CARD, PrecinctId("north"), style.id, meanings),),
        layouts=Layouts((layout,), MarkThresholds()),
        definition_sha256="0" * 64,
    )


def sheet(
    election: Election, marks: Mapping[tuple[str, str], Mark], writing: Sequence[tuple[str, str]] = ()
) -> ReadSheet:
    """A sheet with these marks at (contest, choice), all other targets unmarked, and writing on these lines."""
    targets = []
    for number, meaning in enumerate(election.cards[0].meanings, 1):
        key = (meaning.contest, meaning.choice)
        targets.append(target(number, marks.get(key, Mark.UNMARKED), key in writing))
    return read(targets)


def read(targets: Sequence[TargetReading], sides: Sequence[Side] = (Side.FRONT,)) -> ReadSheet:
    pages = tuple(
        PageReading(ImageSource(f"{side}.png", 1, "0" * 64), side, False, 41, 34, 50.0, 0, 0.7, (), ())
        for side in sides
    )
    return ReadSheet(1, CARD, pages, tuple(targets))


def target(number: int, mark: Mark, writing: bool = False) -> TargetReading:
    ink = {Mark.UNMARKED: 0, Mark.AMBIGUOUS: 60, Mark.MARKED: 400}[mark]
    return TargetReading(number, Side.FRONT, mark, ink, 627, 100.0, 100.0, 0.1, writing=writing)
