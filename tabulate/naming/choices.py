"""Which choice the words beside one target clearly name, contest by contest; and whether it is a write-in line's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio, ratio

from tabulate.election import Choice, ChoiceId, Contest, Election
from tabulate.likeness import Folded, best_match, fold
from tabulate.naming.beside import Beside, WordLine

_MOST_LINES = 6
"""A choice's text is printed on at most so many lines."""
_MOST_WORDS = 40
_SHORT = 4
"""A name of so few letters is a word like Yes or No: it must stand first or last, with little beside it."""
_LITTLE = 4
_WRITE_IN = ("writein", "orwritein", "escribaeinombre")
"""Folded: an l is an i."""
_WRITE_IN_LIKENESS = 85
_SLASH = re.compile(r"([/|])")
_AND = re.compile(r"\s+(?:and|&|/)\s+", re.IGNORECASE)
_SEPARATORS = frozenset({"/", "|", "\u2022", "-", "\u2013"})


@dataclass(frozen=True, slots=True)
class ContestNames:
    """A contest's choices with the texts that may be printed for each."""

    contest: Contest
    texts: tuple[tuple[ChoiceId, Folded], ...]

    @classmethod
    def of(cls, contest: Contest, election: Election) -> "ContestNames":
        """Names alone, and with their parties."""
        texts = [
            (choice.id, fold(text))
            for choice in contest.choices
            for text in _texts_of(choice, election.party_names(choice))
        ]
        return cls(contest, tuple(texts))

    def choice(self, readings: Sequence["WordReading"]) -> ChoiceId | None:
        """The one choice that the readings of a target's words clearly name."""
        found: dict[ChoiceId, str] = {}
        for reading in readings:
            texts = self.texts if not reading.is_part else [t for t in self.texts if len(t[1].letters) > _SHORT]
            match = _spelled_out(reading.text, texts) or best_match(reading.text, texts)
            if match is not None and len(reading.text.letters) > len(found.get(match[0], "")):
                found[match[0]] = reading.text.letters
        if not found:
            return None
        best = max(found, key=lambda choice: len(found[choice]))
        others = (text for choice, text in found.items() if choice != best)
        # John Smith stands in John Smithson too: the longer name is the one printed
        return best if all(text in found[best] and text != found[best] for text in others) else None


def _spelled_out(text: Folded, expected: Sequence[tuple[ChoiceId, Folded]]) -> tuple[ChoiceId, int] | None:
    """The one choice with exactly these letters, however they are spaced: `No. 1 2 A` for `No. 12A`."""
    exact = {choice for choice, other in expected if other.letters == text.letters}
    return (exact.pop(), 0) if len(exact) == 1 else None


def _texts_of(choice: Choice, parties: Sequence[str]) -> Iterator[str]:
    yield choice.name
    if _AND.search(choice.name):
        # two names of a ticket stand on two lines, without a word between them
        yield _AND.sub(" ", choice.name)
    for party in parties:
        yield f"{choice.name} {party}"
    if len(parties) > 1:
        yield " ".join((choice.name, *parties))


@dataclass(frozen=True, slots=True)
class WordReading:
    """One way to read the words beside a target. `is_part` where words stand before or after them on their line."""

    text: Folded
    is_part: bool


def readings(beside: Beside) -> list[WordReading]:
    """Every way to read the words: whole lines together, chunks of lines, runs of words within a line."""
    found: dict[Folded, bool] = {}
    for lines in beside.readings:
        for text, is_part in _texts(lines):
            folded = fold(text)
            if folded.words:
                found[folded] = found.get(folded, True) and is_part
    return [WordReading(text, is_part) for text, is_part in found.items()]


def _texts(lines: Sequence[WordLine]) -> Iterator[tuple[str, bool]]:
    for first in range(len(lines)):
        for last in range(first, min(first + _MOST_LINES, len(lines))):
            several = lines[first : last + 1]
            yield " ".join(word for line in several for word in line.words), False
            yield " ".join(word for line in several for word in line.chunks[0]), False
            yield " ".join(word for line in several for word in line.chunks[-1]), False
        yield from _parts(lines[first])


def _parts(line: WordLine) -> Iterator[tuple[str, bool]]:
    for chunk in line.chunks:
        words = [part for word in chunk[:_MOST_WORDS] for part in _SLASH.split(word) if part]
        cuts = [place for place, word in enumerate(words) if word in _SEPARATORS]
        for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(words)], strict=True):
            yield " ".join(words[start:end]), False
        if len(words) <= _LITTLE:
            yield words[0], False
            yield words[-1], False
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                yield " ".join(words[start:end]), True


def is_labelled_write_in(beside: Beside) -> bool:
    """Whether the words of a write-in line stand beside the target."""
    texts = [fold(" ".join(line.words)).letters for line in beside.readings[0]]
    return any(
        max(partial_ratio(label, text), ratio(label, text)) >= _WRITE_IN_LIKENESS
        for label in _WRITE_IN
        for text in texts
        if len(text) > 4
    )


def is_empty(beside: Beside) -> bool:
    """Whether no words stand beside the target, as beside a bare line."""
    return not any(len(fold(word).letters) > 1 for lines in beside.readings for line in lines for word in line.words)


def printed(beside: Beside) -> str:
    """The words beside a target for people, a comma between lines."""
    lines = (" ".join(line.words) for line in beside.readings[0])
    return ", ".join(lines)[:200]
