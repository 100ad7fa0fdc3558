"""Which run of targets is which contest: every choice once, or the doubtful targets stay without a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.fuzz import partial_ratio

from tabulate.definitions.identifiers import write_in_line
from tabulate.definitions.layouts.layout_file import Name
from tabulate.election import BallotStyle, ChoiceId, Contest, ContestId, Election
from tabulate.likeness import fold
from tabulate.naming.beside import Beside, NameSide, words_beside
from tabulate.naming.choices import ContestNames, is_empty, is_labelled_write_in, printed, readings
from tabulate.naming.line_order import numbered_as_stated
from tabulate.naming.page_text import NamedTarget, PageText
from tabulate.naming.tables import Cell, table_names

_TITLE_LIKENESS = 90
_FEWEST_SURE = 0.5
"""Of a contest's printed choices so many must be read for certain before any of them is named."""


def name_targets(pages: Sequence[PageText], style: BallotStyle, election: Election) -> list[list[NamedTarget]]:
    """For each page, a name for each of its targets in order, or none."""
    contests = [ContestNames.of(contest, election) for contest in election.contests_of(style)]
    by_page = [_page(page, contests) for page in pages]
    found = [one for page in by_page for one in page]
    names = _names(found, contests)
    in_rows = table_names(_cells(by_page), [names.contest for names in contests])
    if len(in_rows) > len(names):
        names = in_rows
    places = [(page, one.beside.target.y_in, one.beside.target.x_in) for page, own in enumerate(by_page) for one in own]
    names = numbered_as_stated(names, places, style, election)
    named = [NamedTarget(names.get(place), printed(one.beside), one.beside.box) for place, one in enumerate(found)]
    cut = [sum(len(page.targets) for page in pages[:n]) for n in range(len(pages) + 1)]
    return [named[start:end] for start, end in pairwise(cut)]


@dataclass(frozen=True, slots=True)
class _Read:
    """What one target's own words say: the choice they name in each contest that has it."""

    beside: Beside
    choices: dict[ContestId, ChoiceId]
    write_in: bool


def _page(page: PageText, contests: Sequence[ContestNames]) -> list[_Read]:
    """The page read with names on the side on which more of them are found."""
    both = [_read(page, contests, side) for side in NameSide]
    return max(both, key=lambda found: sum(bool(one.choices) for one in found))


def _read(page: PageText, contests: Sequence[ContestNames], side: NameSide) -> list[_Read]:
    return [_read_one(beside, contests) for beside in words_beside(page, side)]


def _read_one(beside: Beside, contests: Sequence[ContestNames]) -> _Read:
    if is_labelled_write_in(beside):
        return _Read(beside, {}, True)
    ways = readings(beside)
    choices = {names.contest.id: choice for names in contests if (choice := names.choice(ways)) is not None}
    return _Read(beside, choices, not choices and is_empty(beside))


def _cells(by_page: Sequence[Sequence[_Read]]) -> list[Cell]:
    flat = [(page, one) for page, several in enumerate(by_page) for one in several]
    return [
        Cell(
            place,
            page,
            one.beside.column,
            one.beside.target.y_in,
            one.beside.target.x_in,
            dict(one.choices),
            one.write_in,
            printed(one.beside),
        )
        for place, (page, one) in enumerate(flat)
    ]


@dataclass(frozen=True, slots=True)
class _Run:
    """Targets that could be a contest: `first` is the place of its first target among all."""

    contest: Contest
    first: int
    names: tuple[Name | None, ...]
    is_whole: bool
    """True where every printed choice was read for certain."""
    titled: bool
    """True where the words above say the contest's title."""

    @property
    def places(self) -> range:
        """The places of its targets among all."""
        return range(self.first, self.first + len(self.names))


def _names(found: Sequence[_Read], contests: Sequence[ContestNames]) -> dict[int, Name]:
    titles = [fold(names.contest.title.partition(": ")[0]).letters for names in contests]
    runs = {
        names.contest.id: [
            run for first in range(len(found)) if (run := _run(found, first, names.contest, titles)) is not None
        ]
        for names in contests
    }
    alike = _answered_alike(contests)
    names: dict[int, Name] = {}
    for run in _settled(runs, alike):
        names |= {place: name for place, name in zip(run.places, run.names, strict=True) if name is not None}
    return names


def _run(found: Sequence[_Read], first: int, contest: Contest, titles: Sequence[str]) -> _Run | None:
    """The contest as the targets from `first` on, if these can be it."""
    count = len(contest.choices)
    part = found[first : first + count]
    if len(part) < count:
        return None
    read = [one.choices.get(contest.id) for one in part]
    sure = [choice for choice in read if choice is not None]
    doubtful = count - len(sure)
    if doubtful and not _is_together(part):
        return None
    if len(set(sure)) < len(sure) or (count and len(sure) < _FEWEST_SURE * count):
        return None
    if any(choice is None and (one.choices or one.write_in) for choice, one in zip(read, part, strict=True)):
        return None
    lines = _lines_after(found, first + count, contest.write_ins, count == 0)
    if not count and not lines:
        return None
    if first + count + lines < len(found) and doubtful and _goes_on(found[first + count + lines]):
        return None
    names = [None if choice is None else Name(contest.id, choice) for choice in read]
    names += [Name(contest.id, write_in_line(line)) for line in range(lines)]
    titled = _is_titled(found[first].beside.above, contest, titles)
    if not count and not titled:
        return None
    return _Run(contest, first, tuple(names), doubtful == 0, titled)


def _is_together(part: Sequence[_Read]) -> bool:
    """Whether the targets stand below one another, or go on at the top of the next column."""
    return all(one.beside.follows or one.beside.column != before.beside.column for before, one in pairwise(part))


def _lines_after(found: Sequence[_Read], start: int, most: int, begins: bool) -> int:
    """How many write-in lines follow."""
    lines = 0
    while lines < most and start + lines < len(found):
        one = found[start + lines]
        first = begins and lines == 0
        if not one.write_in or not (one.beside.follows or first):
            break
        lines += 1
    return lines


def _goes_on(one: _Read) -> bool:
    """Whether a target is one more of the run before it that no contest accounts for."""
    return one.beside.follows and not one.choices and not one.write_in


def _is_titled(above: str, contest: Contest, titles: Sequence[str]) -> bool:
    """Whether the words above a run hold the contest's title, and no longer one that holds it too."""
    title, words = fold(contest.title.partition(": ")[0]), fold(above)
    if not title.letters or not _holds(words.letters, title.letters):
        return False
    keys = list(words.keys)
    if any(keys.count(key) < title.keys.count(key) for key in title.keys):
        return False
    longer = (other for other in titles if other != title.letters and title.letters in other)
    return not any(_holds(words.letters, other) for other in longer)


def _holds(text: str, title: str) -> bool:
    return len(text) >= len(title) - 1 and partial_ratio(title, text) >= _TITLE_LIKENESS


def _settled(runs: dict[ContestId, list[_Run]], alike: set[ContestId]) -> list[_Run]:
    """One run for each contest that only one run can be, until no more can be told.

    Of contests answered `alike`, only the last one may be told by what is left, without its title.

    A run whose words above say another contest's title is none of a contest whose title they do not say.
    """
    settled: list[_Run] = []
    taken: set[int] = set()
    titled = {run.places for several in runs.values() for run in several if run.titled}
    open_runs = {contest: _likely(several, titled) for contest, several in runs.items()}
    while True:
        open_runs = {
            contest: [run for run in several if not taken & set(run.places)]
            for contest, several in open_runs.items()
            if all(run.contest.id != contest for run in settled)
        }
        chosen = next(
            (
                several[0]
                for contest, several in open_runs.items()
                if len(several) == 1
                and _is_free(several[0], open_runs)
                and (contest not in alike or several[0].titled or not (alike - {contest}) & open_runs.keys())
            ),
            None,
        )
        if chosen is None:
            return settled
        settled.append(chosen)
        taken |= set(chosen.places)


def _likely(several: list[_Run], titled: set[range]) -> list[_Run]:
    """Runs below the contest's own title, if there are any; of these the whole ones, if there are any."""
    own = [run for run in several if run.titled] or [run for run in several if run.places not in titled]
    return [run for run in own if run.is_whole] or own


def _is_free(run: _Run, open_runs: dict[ContestId, list[_Run]]) -> bool:
    """Whether no other contest could be the same targets with as good a title, as well read."""
    others: Iterable[_Run] = (
        other for contest, several in open_runs.items() if contest != run.contest.id for other in several
    )
    mine = set(run.places)
    return not any(
        mine & set(other.places) and other.titled >= run.titled and other.is_whole >= run.is_whole for other in others
    )


def _answered_alike(contests: Sequence[ContestNames]) -> set[ContestId]:
    """The contests whose choices read like another's: Yes and No say nothing of which question they answer."""
    texts = {names.contest.id: {text.letters for _, text in names.texts} for names in contests}
    return {
        one
        for one, own in texts.items()
        if any(other != one and own and own == others for other, others in texts.items())
    }
