"""How many ballots the sheets of a count are of, where ballots have several sheets (13-15-201, 13-17-306).

Sheets arrive apart and are never joined, so what is known is a bound. **Ballots cast are the fewest ballots that the
sheets can be of.** An elector hands in at most one sheet of each number. So of one ballot style, in one precinct and
from one kind of batch, it is the largest number of any one sheet: most often of sheet 1, and where sheet 2 exceeds it,
of sheet 2, since each of these is another elector's too. Adding the sheets up would count electors twice; taking sheet
1 alone would leave out electors who returned the other. It never exceeds the electors who returned anything.

- A style is one over its editions (13-12-204): an elector's sheets may be of two, where one sheet was corrected.
- A device printout holds all contests, so it is a whole ballot.
- A separate ballot of a style of its own (13-10-209) is handed out beside another: of both, the larger number counts.
  So are separate ballots for two offices (13-12-204): an elector may have one of each.
- Ballots whose electors had no separate ballot for an office, as their batch says, are beside none (13-12-204(3)).
- A sheet that was not read may be any sheet. It fills a gap among the others first, and else is a ballot of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from imaging.layout import CardId
from tabulate.ballot_sheets import SeparateBy
from tabulate.editions.joined import first_ids
from tabulate.editions.voted_apart import not_counted_on, offices_voted_apart
from tabulate.election import BallotStyle, BallotStyleId, ContestId, Election, PrecinctId


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """What is known of a sheet of paper as part of a ballot: papers that are equal are counted together."""

    precinct: PrecinctId | None
    card: CardId | None
    """None where it was not read."""
    group: str
    """The kind of its batch: an elector's sheets come by one way."""
    printout: bool = False
    """Whether a device printed it: then it is a whole ballot."""
    row: PrecinctId | None = None
    """The row of several precincts together in which it is shown, if not in its own precinct's."""
    voted_apart: tuple[ContestId, ...] | None = None
    """The offices for which its elector had a separate ballot, as its batch says; None where nobody was asked."""

    def in_row(self, row: PrecinctId | None) -> "BallotPaper":
        """The same, shown in that row."""
        return self if row == self.precinct else replace(self, row=row)

    @property
    def shown_in(self) -> PrecinctId | None:
        """The row in which it is shown."""
        return self.precinct if self.row is None else self.row


Papers = Mapping[BallotPaper, int]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Ballots of which an elector is handed one at most, beside one of each other."""

    separate: SeparateBy | None
    offices: tuple[ContestId, ...] = ()
    """Of separate ballots for an office that was corrected (13-12-204): which."""


@dataclass(slots=True)
class StyleSheets:
    """The sheets of one ballot style that came by one way in one precinct."""

    precinct: PrecinctId | None
    style: BallotStyleId | None
    """None where the definition does not know the card."""
    group: str
    separate: SeparateBy | None
    """Where the whole style is a separate ballot: by what."""
    of: int
    """How many sheets its ballot has."""
    sheets: Counter[int] = field(default_factory=Counter)
    """By the sheet's number, from 1."""
    printouts: int = 0
    offices: tuple[ContestId, ...] = ()
    """Of a separate ballot for an office that was corrected (13-12-204): which."""
    without: frozenset[ContestId] = frozenset()
    """The offices for which their electors were handed no separate ballot beside these."""

    @property
    def handed(self) -> HandedOut:
        """As what an elector is handed one of these."""
        return HandedOut(self.separate, self.offices)

    def is_beside(self, other: HandedOut) -> bool:
        """Whether an elector who has one of these may have one of the others, too."""
        return not other.offices or not self.without.issuperset(other.offices)

    @property
    def most(self) -> int:
        """The largest number of any one sheet."""
        return max(self.sheets.values(), default=0)

    @property
    def ballots(self) -> int:
        """The fewest ballots these can be of."""
        return self.printouts + self.most

    @property
    def gaps(self) -> int:
        """Sheets that lack to so many whole ballots."""
        return self.of * self.most - self.sheets.total()


def several_sheets(election: Election) -> bool:
    """Whether sheets and ballots are different counts in this election."""
    return any(not card.sheet.is_whole_ballot for card in election.cards) or any(
        style.separate_by is not None for style in election.ballot_styles
    )


def sheets_by_style(election: Election, papers: Papers) -> tuple[StyleSheets, ...]:
    """The sheets that were read, by precinct, kind of batch and ballot style."""
    found: dict[tuple[PrecinctId | None, str, BallotStyleId | None, frozenset[ContestId]], StyleSheets] = {}
    first = first_ids(election)
    for paper, count in papers.items():
        card = election.find_card(paper.card)
        if paper.card is None:
            continue
        style = None if card is None else election.ballot_style(card.ballot_style)
        number, of = (1, 1) if card is None else (card.sheet.number, card.sheet.of)
        handed = HandedOut(None) if style is None else _handed(style)
        without = _without(election, paper, style, first)
        key = (paper.precinct, paper.group, None if style is None else first[style.id], without)
        own = found.setdefault(
            key,
            StyleSheets(
                paper.precinct, key[2], paper.group, handed.separate, of, offices=handed.offices, without=without
            ),
        )
        own.of = max(own.of, of)
        if paper.printout:
            own.printouts += count
        else:
            own.sheets[number] += count
    return tuple(found.values())


def _handed(style: BallotStyle) -> HandedOut:
    return HandedOut(style.separate_by, style.contests if style.separate_by is SeparateBy.CORRECTED else ())


def _without(
    election: Election, paper: BallotPaper, style: BallotStyle | None, first: Mapping[BallotStyleId, BallotStyleId]
) -> frozenset[ContestId]:
    """The offices for which a ballot's elector had no separate ballot: its batch says so, or it lacks the office.

    It lacks what its style did not have in its first edition: the next may lack what is voted on apart.
    """
    offices = frozenset(offices_voted_apart(election))
    if style is None or style.separate_by is not None or not offices:
        return frozenset()
    printed = {one for known in election.ballot_styles if known.id == first[style.id] for one in known.contests}
    had = offices if paper.voted_apart is None else offices.intersection(paper.voted_apart)
    return offices - (had & printed if printed else had)


def fewest_ballots(election: Election, papers: Papers) -> int:
    """The fewest ballots that these sheets can be of."""
    if not several_sheets(election):
        return sum(papers.values())
    cells: dict[tuple[PrecinctId | None, str], Counter[BallotPaper]] = {}
    for paper, count in papers.items():
        cells.setdefault((paper.precinct, paper.group), Counter())[paper] += count
    return sum(_fewest_of_cell(election, precinct, cell) for (precinct, _), cell in cells.items())


def ballots_by_row(election: Election, papers: Papers) -> Counter[PrecinctId | None]:
    """The fewest ballots in each row shown."""
    rows: dict[PrecinctId | None, Counter[BallotPaper]] = {}
    for paper, count in papers.items():
        rows.setdefault(paper.shown_in, Counter())[paper] += count
    return Counter({row: fewest_ballots(election, own) for row, own in rows.items()})


def _fewest_of_cell(election: Election, precinct: PrecinctId | None, cell: Papers) -> int:
    """The papers of one precinct from one kind of batch."""
    styles = sheets_by_style(election, cell)
    beside = _most_sheets(election, precinct)
    for style in styles:  # a card that names no precinct may be in a batch of one that its style does not serve
        beside[style.handed] = max(beside.get(style.handed, 1), style.of)
    # Electors who had no separate ballot for an office are none of those who returned one.
    sums = {
        one: sum(style.ballots for style in styles if style.handed == one or not style.is_beside(one)) for one in beside
    }
    ballots = max(sums.values())
    room = sum(style.gaps for style in styles) + sum((ballots - sums[one]) * most for one, most in beside.items())
    unread = sum(count for paper, count in cell.items() if paper.card is None) - room
    return ballots if unread <= 0 else ballots + -(-unread // sum(beside.values()))


def _most_sheets(election: Election, precinct: PrecinctId | None) -> dict[HandedOut, int]:
    """What an elector of a precinct is handed at most: the sheets of a ballot, and those of each separate ballot."""
    most: dict[HandedOut, int] = {HandedOut(None): 1}
    of_style = {card.ballot_style: card.sheet.of for card in election.cards}
    for style in election.ballot_styles:
        if precinct is None or precinct in style.precincts:
            handed = _handed(style)
            most[handed] = max(most.get(handed, 1), of_style.get(style.id, 1))
    return most


def sheet_findings(election: Election, papers: Papers) -> Iterator[str]:
    """A sentence for each ballot style whose sheets differ in number: to be looked into, and nothing is refused."""
    if not several_sheets(election):
        return
    styles = sheets_by_style(election, papers)
    for one in styles:
        differing = [number for number in range(1, one.of + 1) if one.sheets[number] != one.most]
        if differing:
            most = min(number for number in range(1, one.of + 1) if one.sheets[number] == one.most)
            said = ", ".join(f"sheet {number}: {one.sheets[number]:,}" for number in differing)
            yield (
                f"{_where(election, one)}, {said} where sheet {most} has {one.most:,}. An elector may return one sheet "
                f"only. Look for sheets that were not scanned, or were scanned twice; {one.ballots:,} ballots are cast."
            )
    yield from _beside_findings(election, styles)
    yield from _twice_findings(election, papers)


def _beside_findings(election: Election, styles: Iterable[StyleSheets]) -> Iterator[str]:
    cells: dict[tuple[PrecinctId | None, str], list[StyleSheets]] = {}
    for one in styles:
        cells.setdefault((one.precinct, one.group), []).append(one)
    for (precinct, group), own in cells.items():
        for handed in _most_sheets(election, precinct):
            main = sum(one.ballots for one in own if one.separate is None and one.is_beside(handed))
            apart = sum(one.ballots for one in own if one.handed == handed)
            if handed.separate is not None and apart != main:
                yield (
                    f"{_precinct(election, precinct)}, {group}: {apart:,} separate ballots ({handed.separate}) where "
                    f"there are {main:,} of the others. An elector may return one of them only."
                )


def _twice_findings(election: Election, papers: Papers) -> Iterator[str]:
    """Offices that count on more papers than there are ballots: of some electors, on two papers (13-12-204(3))."""
    for contest in offices_voted_apart(election):
        cells: dict[tuple[PrecinctId | None, str], Counter[BallotPaper]] = {}
        for paper, number in papers.items():
            if _bears(election, paper, contest):
                cells.setdefault((paper.precinct, paper.group), Counter())[paper] += number
        for (precinct, group), own in cells.items():
            counting = sum(number for paper, number in own.items() if _counts_on(election, paper, contest))
            ballots = fewest_ballots(election, own)
            if counting > ballots:
                yield (
                    f"{_precinct(election, precinct)}, {group}: {election.contest(contest).title} counts on "
                    f"{counting:,} papers of {ballots:,} ballots. Electors who had a separate ballot for it may count "
                    "twice. Withdraw the batches of their other ballots, and count these again with --separate-for "
                    f"{contest} (13-12-204(3))."
                )


def _bears(election: Election, paper: BallotPaper, contest: ContestId) -> bool:
    card = election.find_card(paper.card)
    if card is None:
        return False
    if paper.printout:
        return contest in election.ballot_style(card.ballot_style).contests
    return any(meaning.contest == contest for meaning in card.meanings)


def _counts_on(election: Election, paper: BallotPaper, contest: ContestId) -> bool:
    style = election.ballot_style(election.card(CardId(paper.card or "")).ballot_style)
    return contest not in not_counted_on(style, paper.voted_apart)


def _where(election: Election, one: StyleSheets) -> str:
    return f"{_precinct(election, one.precinct)}, {one.group}, ballot style {one.style}"


def _precinct(election: Election, precinct: PrecinctId | None) -> str:
    return "Precinct not stated" if precinct is None else f"Precinct {election.precinct_name(precinct)}"
