"""What the lines below a contest's title say: choices, write-ins, that nothing was chosen. Strictly, or nothing."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio, ratio

from imaging.sheets import PrintedLine
from tabulate.election import Choice, ChoiceId, Contest, ContestKind, Election
from tabulate.likeness import Folded, best_match, fold

ENTRY_LINES = (1, 2, 3)
"""Lines that a choice may take."""
LIKENESS_OF_A_BAD_READING = 62
"""Of a hundred."""
_FEWEST_LETTERS_OF_A_PART = 8
"""Fewer are in any long title somewhere."""
_MOST_NAME = 60
"""Characters of a write-in's line: a name has 40 at most."""
_WRITE_IN = re.compile(r"^(.*\S)\s*[(\[{<]\s*wr[il1|!]te[\s\-\u2010-\u2015~_.]*[il1|!]n\s*[)\]}>]?\W*$", re.IGNORECASE)
_SLASH_MISREAD = re.compile(r"\s[|Il1!7]\s")
_NO_SELECTION = fold("no selection").letters
_NOT_USED = (fold("of not used").letters, fold("no selection for of choices").letters)
_BESIDE_A_DIGIT = re.compile(r"(?<=\d)(?=[a-z])", re.IGNORECASE)
_PRINTED_ERRORS = 2
"""Characters that may be wrong in these phrases."""

SURE_CONFIDENCE = 88
"""Clean print is recognised with 90 and more: such a line says what it says, letter by letter."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as read."""

    text: str
    sure: bool
    """Clearly read: another letter than a choice's is another letter on the paper."""

    @classmethod
    def of(cls, printed: PrintedLine) -> "ReadLine":
        """A line as recognised."""
        return cls(printed.text, printed.confidence >= SURE_CONFIDENCE)


Lines = tuple[ReadLine, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a contest's lines say."""

    choices: tuple[ChoiceId, ...]
    """In the definition's order; more than allowed, or one twice, where that is what is printed."""
    write_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ContestReader:
    """A contest with its texts made ready."""

    contest: Contest
    title: Folded
    plain: tuple[tuple[ChoiceId, Folded], ...]
    """Names alone."""
    with_party: tuple[tuple[ChoiceId, Folded], ...]

    @classmethod
    def of(cls, contest: Contest, election: Election) -> "ContestReader":
        """Make a contest of the election ready."""
        plain = [(choice.id, fold(text)) for choice in contest.choices for text in _names_of(contest, choice)]
        with_party = [
            (choice.id, fold(f"{choice.name} / {printed}"))
            for choice in contest.choices
            for printed in _one_or_all(election.party_names(choice))
        ]
        return cls(contest, fold(contest.title), tuple(plain), tuple(with_party))

    def said(self, lines: Lines) -> Said | None:
        """What the lines below the title say; None where they can be read in no way or in several."""
        readings = _readings(self, lines)
        if len(readings) != 1:
            return None
        (entries,) = readings
        chosen = [entry.choice for entry in entries if isinstance(entry, _Chosen)]
        names = tuple(entry.name for entry in entries if isinstance(entry, _WrittenIn))
        if not _coherent(entries, len(chosen) + len(names), self.contest, lines):
            return None
        order = {choice.id: place for place, choice in enumerate(self.contest.choices)}
        return Said(tuple(sorted(chosen, key=order.__getitem__)), names)

    def choice(self, text: str, exactly: bool = False) -> ChoiceId | None:
        """The choice that a text clearly names, with or without its party; `exactly` by every letter of its name."""
        match = best_match(fold(text), [*self.plain, *self.with_party])
        if match is None and _SLASH_MISREAD.search(text):
            match = best_match(fold(_SLASH_MISREAD.sub(" / ", text)), self.with_party)
        return match[0] if match and not (exactly and match[1]) else None

    def is_entry(self, line: ReadLine) -> bool:
        """Whether a line is by itself what can stand below the title."""
        return _entry(self, (line,), 0, 1) is not None

    def likeness(self, letters: str) -> float:
        """How like a choice some folded letters are, of a hundred: like the one they are most like."""
        known = (choice.letters for _, choice in (*self.plain, *self.with_party))
        return max((ratio(letters, one) for one in known), default=0.0)

    def is_like(self, text: str) -> bool:
        """Whether a line that was hardly read could be a choice here, a write-in, or of the title."""
        letters = fold(text).letters
        of_title = ratio(letters, self.title.letters)
        if len(letters) >= _FEWEST_LETTERS_OF_A_PART:
            of_title = max(of_title, partial_ratio(letters, self.title.letters))
        return "write" in letters or max(of_title, self.likeness(letters)) >= LIKENESS_OF_A_BAD_READING

    def names(self, text: str) -> bool:
        """Whether a line that stands elsewhere could be a vote here."""
        return self.choice(text) is not None or (self.contest.write_ins > 0 and _WRITE_IN.match(text) is not None)

    def could_vote(self, lines: Lines) -> bool:
        """Whether lines that stand elsewhere show what could be a vote here."""
        entries = (joined(lines, first, count) for first in range(len(lines)) for count in ENTRY_LINES)
        return any(self.names(entry.text) for entry in entries if entry is not None)


def joined(lines: Lines, first: int, count: int) -> ReadLine | None:
    """So many lines as one, clearly read if each is; None where there are fewer."""
    if first + count > len(lines):
        return None
    part = lines[first : first + count]
    return ReadLine(" ".join(line.text for line in part), all(line.sure for line in part))


def _names_of(contest: Contest, choice: Choice) -> list[str]:
    """A choice's name; of a question also with the question's short name: `Yes on Measure 102`."""
    short = contest.title.split(":")[0]
    return [choice.name, f"{choice.name} on {short}"] if contest.kind is not ContestKind.CANDIDATE else [choice.name]


def _one_or_all(parties: tuple[str, ...]) -> tuple[str, ...]:
    """As printed: one of several parties (a vote is the same), or all."""
    return (*parties, ", ".join(parties)) if len(parties) > 1 else parties


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


def _coherent(entries: tuple[_Entry, ...], made: int, contest: Contest, lines: Lines) -> bool:
    """Something is said, `[no selection]` alone, and a count of votes not used last and right."""
    if not made:
        return entries == (_NothingChosen(),)
    if _NothingChosen() in entries or _NotUsed() in entries[:-1]:
        return False
    if entries[-1] != _NotUsed():
        return True
    numbers = fold(f"{contest.seats - made} {contest.seats}").keys
    ends = (joined(lines, len(lines) - count, count) for count in ENTRY_LINES if count <= len(lines))
    return any(end is not None and numbers in (one.keys for one in _spaced(end.text)) for end in ends)


def _spaced(text: str) -> tuple[Folded, Folded]:
    """A count of votes not used, as read and with a space after each number: wear fills it, `[1 of 2not used]`."""
    return fold(text), fold(_BESIDE_A_DIGIT.sub(" ", text))


def _readings(reader: ContestReader, lines: Lines) -> list[tuple[_Entry, ...]]:
    """The ways to read the lines as entries of one to three lines; no more than two are looked for."""
    from_line: list[list[tuple[_Entry, ...]]] = [[] for _ in lines] + [[()]]
    for first in range(len(lines) - 1, -1, -1):
        found = [
            (entry, *rest)
            for count in ENTRY_LINES
            if (entry := _entry(reader, lines, first, count)) is not None
            for rest in from_line[first + count]
        ]
        from_line[first] = list(dict.fromkeys(found))[:2]
    return from_line[0]


def _entry(reader: ContestReader, lines: Lines, first: int, count: int) -> _Entry | None:
    """What so many lines are together, if anything. A name does not begin with a line that is an entry by itself."""
    line = joined(lines, first, count)
    if line is None:
        return None
    if written := _WRITE_IN.match(line.text):
        starts = (_entry(reader, lines, first, shorter) for shorter in range(1, count))
        name = " ".join(written[1].split())
        return _WrittenIn(name) if len(name) <= _MOST_NAME and not any(starts) else None
    if (choice := reader.choice(line.text, line.sure)) is not None:
        return _Chosen(choice)
    folded = fold(line.text)
    if not folded.keys and _is_phrase(folded.letters, _NO_SELECTION):
        return _NothingChosen()
    return _NotUsed() if any(map(_is_not_used, _spaced(line.text))) else None


def _is_not_used(folded: Folded) -> bool:
    phrase = "".join(word for word in folded.words if word not in folded.keys)
    return len(folded.keys) == 2 and any(_is_phrase(phrase, known) for known in _NOT_USED)


def _is_phrase(found: str, expected: str) -> bool:
    return Levenshtein.distance(found, expected, score_cutoff=_PRINTED_ERRORS) <= _PRINTED_ERRORS
