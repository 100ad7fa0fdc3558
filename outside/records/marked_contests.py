"""Contests in a table with one column for each choice, in which 1 is a mark and 0 is none."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from operator import itemgetter

from outside.cast_vote_records import CardContest, CardVotes, RankedVotes, RedactedVotes, VotesInContest
from outside.errors import OutsideFileError
from outside.records.cell_words import hides, written_in
from outside.records.choice_names import told_apart
from outside.records.record_tables import EXPORT_AGAIN, TableRow


@dataclass(frozen=True, slots=True)
class ChoiceColumn:
    """One choice of a contest, at one rank where choices are ranked."""

    column: int
    name: str
    """Of a write-in line, the name it was resolved to; empty where none was."""
    is_write_in: bool
    rank: int | None = None


def choice_column(column: int, name: str, rank: int | None = None) -> ChoiceColumn:
    """The choice that a heading names: a write-in line is known by its name."""
    name = " ".join(name.split())
    written = written_in(name)
    return ChoiceColumn(column, name if written is None else written, written is not None, rank)


def named_apart(choices: tuple[ChoiceColumn, ...]) -> tuple[ChoiceColumn, ...]:
    """The choices of one contest; those of one name are told apart by their order. Write-in lines may be alike."""
    keys = [(one.name, one.rank) for one in choices if not one.is_write_in]
    names = iter(told_apart([name for name, _ in keys], [rank for _, rank in keys]))
    return tuple(one if one.is_write_in else replace(one, name=next(names)) for one in choices)


@dataclass(frozen=True, slots=True)
class MarkedContest:
    """One contest."""

    title: str
    seats: int
    choices: tuple[ChoiceColumn, ...]
    ranks: int | None = None
    """How many there are; None where choices are not ranked."""
    tells_overvotes: bool = True
    """False where an overvoted contest stands there without a mark."""

    @property
    def recorded(self) -> CardContest:
        """The same, for the records."""
        names = dict.fromkeys(one.name for one in self.choices if not one.is_write_in)
        return CardContest(self.title, self.seats, ranks=self.ranks, choices=tuple(names))


class MarkCell(Enum):
    """What a cell under a choice says."""

    MARKED = auto()
    UNMARKED = auto()
    EMPTY = auto()
    """The contest is not on the card."""
    HIDDEN = auto()
    """Whoever published the file hid it."""


class MarkReader:
    """Reads the cells of one contest. Equal cells have equal votes, so each kind of row is read once."""

    def __init__(self, place: int, contest: MarkedContest) -> None:
        """`place` is the contest's among the records' contests."""
        self._place, self._contest = place, contest
        self._pick = itemgetter(*(choice.column for choice in contest.choices))
        self._known: dict[str | tuple[str, ...], VotesInContest | None] = {}

    def votes(self, row: TableRow) -> VotesInContest | None:
        """The votes of a row; None where the contest is not on the card. Raises OutsideFileError."""
        cells = self._pick(row.cells)
        if cells not in self._known:
            try:
                self._known[cells] = self._read((cells,) if isinstance(cells, str) else cells)
            except OutsideFileError as error:
                where = f"row {row.number}, {self._contest.title}"
                raise OutsideFileError(error.found, error.expected, error.remedy, where) from None
        return self._known[cells]

    def _read(self, texts: tuple[str, ...]) -> VotesInContest | None:
        cells = [_mark_cell(text) for text in texts]
        kinds = set(cells)
        if kinds == {MarkCell.EMPTY}:
            return None
        if MarkCell.HIDDEN in kinds:
            return RedactedVotes(self._place)
        if MarkCell.EMPTY in kinds:
            found = "a contest with empty cells beside filled ones"
            raise OutsideFileError(found, "all of its cells filled, or none", EXPORT_AGAIN)
        pairs = zip(self._contest.choices, cells, strict=True)
        marked = [choice for choice, cell in pairs if cell is MarkCell.MARKED]
        return self._voted(marked) if self._contest.ranks is None else self._ranked(marked, self._contest.ranks)

    def _ranked(self, marked: list[ChoiceColumn], number: int) -> RankedVotes:
        ranks = tuple(tuple(one.name for one in marked if one.rank == rank) for rank in range(1, number + 1))
        if not self._contest.tells_overvotes:
            return RankedVotes(self._place, ranks, None, None)
        return RankedVotes(self._place, ranks, sum(len(one) > 1 for one in ranks), sum(not one for one in ranks))

    def _voted(self, marked: list[ChoiceColumn]) -> CardVotes:
        choices = tuple(one.name for one in marked if not one.is_write_in)
        written = tuple(one.name for one in marked if one.is_write_in)
        left = self._contest.seats - len(marked)
        if left < 0:
            return CardVotes(self._place, choices, written, 0, overvoted=True)
        if not marked and not self._contest.tells_overvotes:
            return CardVotes(self._place, (), (), None, overvoted=None)
        return CardVotes(self._place, choices, written, left)


def _mark_cell(cell: str) -> MarkCell:
    match cell:
        case "1":
            return MarkCell.MARKED
        case "0":
            return MarkCell.UNMARKED
        case "":
            return MarkCell.EMPTY
    if hides(cell):
        return MarkCell.HIDDEN
    raise OutsideFileError(repr(cell[:40]), "1, 0, an empty cell, or a word that says it is hidden", EXPORT_AGAIN)
