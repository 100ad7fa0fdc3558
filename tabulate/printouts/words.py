"""What the printed words of a device printout say, read without a look at its barcodes.

A block is one contest, or several where the rule between was not seen: the lines of its title, then a line or more for
each choice. Whatever in a block is not clearly
a choice of that contest, `[no selection]`, a count of votes not used or a write-in leaves the contest unread; so does a
contest with no block or two, and a name that stands in a block whose title is no contest's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio, ratio

from imaging.sheets import PrintedBlock
from tabulate.election import BallotStyle, Choice, ChoiceId, Contest, ContestId, ContestKind, Election, PartyId
from tabulate.printouts.coded import contests_of
from tabulate.printouts.likeness import Folded, best_match, best_title, fold

_MOST_LINES = 600
"""On a page; more are not read."""
_FEWEST_CHARACTERS = 2
"""A line of one is a rest of a rule, or a speck."""
_LEAST_CONFIDENCE = 70
"""Print is recognised with more than nine tenths, dirt mostly with less than half."""
_LIKENESS_OF_A_BAD_READING = 62
"""Of a hundred."""
_FEWEST_LETTERS_OF_A_TITLE = 8
"""Fewer are in any long title somewhere."""
_MOST_TITLE_LINES = 8
_ENTRY_LINES = (1, 2, 3)
_MOST_NAME = 60
"""Characters of a write-in's line: a name has 40 at most."""
_WRITE_IN = re.compile(r"^(.*\S)\s*[(\[{<]\s*wr[il1|!]te[\s\-\u2010-\u2015~_.]*[il1|!]n\s*[)\]}>]?\W*$", re.IGNORECASE)
_SPECKS_AT_THE_ENDS = re.compile(r"^[a-z]\s+|\s+[a-z]$")
"""Small letters standing alone: of a title no word, but dirt taken for one."""
_SLASH_MISREAD = re.compile(r"\s[|Il1!7]\s")
_NO_SELECTION = fold("no selection").letters
_NOT_USED = (fold("of not used").letters, fold("no selection for of choices").letters)
_PRINTED_ERRORS = 2
"""Characters that may be wrong in these phrases."""


@dataclass(frozen=True, slots=True)
class WordsRead:
    """What the words say in one contest: all of it could be read."""

    contest: ContestId
    choices: tuple[ChoiceId, ...]
    """In the definition's order; more than allowed, or one twice, where that is what is printed."""
    write_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordsUnread:
    """The words of one contest could not be read, or not for certain."""

    contest: ContestId


ContestWords = WordsRead | WordsUnread


def read_words(blocks: Sequence[PrintedBlock], style: BallotStyle, election: Election) -> tuple[ContestWords, ...]:
    """What the blocks say in each contest of the style, in its order. Never raises, whatever the words."""
    contests = contests_of(style, election)
    if sum(len(block.lines) for block in blocks) > _MOST_LINES:
        return tuple(WordsUnread(contest.id) for contest in contests)
    readers = [_ContestReader.of(contest, election) for contest in contests]
    elsewhere = [fold(contest.title) for contest in election.contests if contest not in contests]
    titled, untitled = _by_contest([tuple(_printed_lines(block, readers)) for block in blocks], readers, elsewhere)
    return tuple(
        _contest_words(reader, titled[reader.contest.id])
        if reader.contest.id in titled and not any(_could_vote(lines, reader) for lines in untitled)
        else WordsUnread(reader.contest.id)
        for reader in readers
    )


def _printed_lines(block: PrintedBlock, readers: Sequence["_ContestReader"]) -> Iterator[str]:
    """The block's lines. Specks taken for punctuation are none, nor is what was hardly read and is like no print.

    Print that was hardly read but could be a choice stays, and leaves its contest unread.
    """
    for line in block.lines:
        if sum(character.isalnum() for character in line.text) < _FEWEST_CHARACTERS:
            continue
        if line.confidence >= _LEAST_CONFIDENCE or any(reader.is_like(line.text) for reader in readers):
            yield line.text


@dataclass(frozen=True, slots=True, eq=False)
class _ContestReader:
    """A contest with its texts made ready."""

    contest: Contest
    title: Folded
    plain: tuple[tuple[ChoiceId, Folded], ...]
    """Names alone."""
    with_party: tuple[tuple[ChoiceId, Folded], ...]

    @classmethod
    def of(cls, contest: Contest, election: Election) -> "_ContestReader":
        parties = {party.id: party.name for party in election.parties}
        plain = [(choice.id, fold(text)) for choice in contest.choices for text in _names_of(contest, choice)]
        with_party = [
            (choice.id, fold(f"{choice.name} / {printed}"))
            for choice in contest.choices
            for printed in _parties_of(choice, parties)
        ]
        return cls(contest, fold(contest.title), tuple(plain), tuple(with_party))

    def choice(self, text: str) -> ChoiceId | None:
        """The choice that a text clearly names, with or without its party."""
        match = best_match(fold(text), [*self.plain, *self.with_party])
        if match is None and _SLASH_MISREAD.search(text):
            match = best_match(fold(_SLASH_MISREAD.sub(" / ", text)), self.with_party)
        return match[0] if match else None

    def is_like(self, text: str) -> bool:
        """Whether a line that was hardly read could be a choice here, a write-in, or of the title."""
        letters = fold(text).letters
        known = (choice.letters for _, choice in (*self.plain, *self.with_party))
        like = any(ratio(letters, one) >= _LIKENESS_OF_A_BAD_READING for one in known)
        of_title = len(letters) >= _FEWEST_LETTERS_OF_A_TITLE and partial_ratio(letters, self.title.letters)
        return "write" in letters or like or of_title >= _LIKENESS_OF_A_BAD_READING

    def names(self, text: str) -> bool:
        """Whether a line that stands elsewhere could be a vote here."""
        return self.choice(text) is not None or (self.contest.write_ins > 0 and _WRITE_IN.match(text) is not None)


def _names_of(contest: Contest, choice: Choice) -> list[str]:
    """A choice's name; of a question also with the question's short name: `Yes on Measure 102`."""
    short = contest.title.split(":")[0]
    return [choice.name, f"{choice.name} on {short}"] if contest.kind is not ContestKind.CANDIDATE else [choice.name]


def _parties_of(choice: Choice, names: dict[PartyId, str]) -> list[str]:
    """As printed: one of several parties (a vote is the same), or all."""
    single = [names[party] for party in choice.parties if party in names]
    return [*single, ", ".join(single)] if len(single) > 1 else single


_Lines = tuple[str, ...]


def _by_contest(
    texts: Sequence[_Lines], readers: Sequence[_ContestReader], elsewhere: Sequence[Folded]
) -> tuple[dict[ContestId, _Lines], list[_Lines]]:
    """The lines below each contest's title, and the blocks without one.

    Contests of one title stand in the style's order, and only if each has its block. A title that is `elsewhere`, on
    other styles of the election, is nearly a title of this one at times: a district's number apart.
    """
    by_title: dict[str, list[_ContestReader]] = {}
    for reader in readers:
        by_title.setdefault(reader.title.letters, []).append(reader)
    titles = [(title, same[0].title) for title, same in by_title.items()]
    titles += [(title.letters, title) for title in elsewhere if title.letters not in by_title]
    below: dict[str, list[_Lines]] = {title: [] for title in by_title}
    untitled = []
    for title, lines in (piece for text in texts for piece in _pieces(text, titles)):
        if title not in below:
            untitled.append(lines)
        else:
            below[title].append(lines)
    titled = {
        reader.contest.id: lines
        for title, same in by_title.items()
        if len(same) == len(below[title])
        for reader, lines in zip(same, below[title], strict=True)
    }
    return titled, untitled


def _pieces(lines: _Lines, titles: Sequence[tuple[str, Folded]]) -> Iterator[tuple[str | None, _Lines]]:
    """The block's titles, each with the lines below it: more than one where the rule between was not seen."""
    title, first, place = None, 0, 0
    while place < len(lines):
        match _title(lines[place:], titles):
            case None:
                place += 1
            case found, count:
                if title is not None or place > first:
                    yield title, lines[first:place]
                title, first, place = found, place + count, place + count
    if title is not None or lines:
        yield title, lines[first:]


def _title(lines: _Lines, titles: Sequence[tuple[str, Folded]]) -> tuple[str, int] | None:
    """The title that the lines begin with, and how many it takes: with the fewest errors, then the longest."""
    matches = []
    for count in range(1, min(len(lines), _MOST_TITLE_LINES) + 1):
        text = " ".join(lines[:count])
        match = best_title(fold(text), titles) or best_title(fold(_SPECKS_AT_THE_ENDS.sub("", text)), titles)
        if match is not None:
            matches.append((match[1], -count, match[0]))
    if not matches:
        return None
    _, count, title = min(matches)
    return title, -count


def _could_vote(lines: _Lines, reader: _ContestReader) -> bool:
    """Whether a block without a contest's title shows what could be a vote in this contest."""
    entries = (_joined(lines, first, count) for first in range(len(lines)) for count in _ENTRY_LINES)
    return any(reader.names(entry) for entry in entries if entry is not None)


def _joined(lines: _Lines, first: int, count: int) -> str | None:
    return " ".join(lines[first : first + count]) if first + count <= len(lines) else None


@dataclass(frozen=True, slots=True)
class _Chosen:
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class _WrittenIn:
    name: str


@dataclass(frozen=True, slots=True)
class _NothingChosen:
    pass


@dataclass(frozen=True, slots=True)
class _NotUsed:
    pass


_Entry = _Chosen | _WrittenIn | _NothingChosen | _NotUsed


def _contest_words(reader: _ContestReader, lines: _Lines) -> ContestWords:
    """What the lines say, if there is exactly one way to read them."""
    readings = _readings(reader, lines)
    contest = reader.contest
    if len(readings) != 1:
        return WordsUnread(contest.id)
    (entries,) = readings
    chosen = [entry.choice for entry in entries if isinstance(entry, _Chosen)]
    names = tuple(entry.name for entry in entries if isinstance(entry, _WrittenIn))
    if not _coherent(entries, len(chosen) + len(names), contest, lines):
        return WordsUnread(contest.id)
    order = {choice.id: place for place, choice in enumerate(contest.choices)}
    return WordsRead(contest.id, tuple(sorted(chosen, key=order.__getitem__)), names)


def _coherent(entries: tuple[_Entry, ...], made: int, contest: Contest, lines: _Lines) -> bool:
    """Something is said, `[no selection]` alone, and a count of votes not used last and right."""
    if not made:
        return entries == (_NothingChosen(),)
    if _NothingChosen() in entries or _NotUsed() in entries[:-1]:
        return False
    if entries[-1] != _NotUsed():
        return True
    numbers = fold(f"{contest.seats - made} {contest.seats}").keys
    return any(fold(_joined(lines, len(lines) - count, count) or "").keys == numbers for count in _ENTRY_LINES)


def _readings(reader: _ContestReader, lines: _Lines) -> list[tuple[_Entry, ...]]:
    """The ways to read the lines as entries of one to three lines; no more than two are looked for."""
    from_line: list[list[tuple[_Entry, ...]]] = [[] for _ in lines] + [[()]]
    for first in range(len(lines) - 1, -1, -1):
        found = [
            (entry, *rest)
            for count in _ENTRY_LINES
            if (entry := _entry(reader, lines, first, count)) is not None
            for rest in from_line[first + count]
        ]
        from_line[first] = list(dict.fromkeys(found))[:2]
    return from_line[0]


def _entry(reader: _ContestReader, lines: _Lines, first: int, count: int) -> _Entry | None:
    """What so many lines are together, if anything. A name does not begin with a line that is an entry by itself."""
    text = _joined(lines, first, count)
    if text is None:
        return None
    if written := _WRITE_IN.match(text):
        starts = (_entry(reader, lines, first, shorter) for shorter in range(1, count))
        name = " ".join(written[1].split())
        return _WrittenIn(name) if len(name) <= _MOST_NAME and not any(starts) else None
    if (choice := reader.choice(text)) is not None:
        return _Chosen(choice)
    folded = fold(text)
    phrase = "".join(word for word in folded.words if word not in folded.keys)
    if not folded.keys and _is_phrase(phrase, _NO_SELECTION):
        return _NothingChosen()
    return _NotUsed() if len(folded.keys) == 2 and any(_is_phrase(phrase, known) for known in _NOT_USED) else None


def _is_phrase(found: str, expected: str) -> bool:
    return Levenshtein.distance(found, expected, score_cutoff=_PRINTED_ERRORS) <= _PRINTED_ERRORS
