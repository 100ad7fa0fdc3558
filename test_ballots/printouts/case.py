"""A printout about to be tampered with, and what comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from tabulate.election import Choice, Contest, Election
from test_ballots.printouts.code import CodedBallot, NumberedContest, code_128_lines, coded_ballot, qr_text
from test_ballots.printouts.layout import Content, PrintoutForm
from test_ballots.printouts.truth import Expected
from test_ballots.printouts.votes import DeviceHabits, PrintedVotes, Votes, contests_of
from test_ballots.printouts.words import Block


class Torn(StrEnum):
    """Which code is torn."""

    QR = "QR code"
    LINE = "first Code 128 line"


@dataclass(frozen=True, slots=True)
class Tampered:
    """A printout as tampered with."""

    votes: Votes
    """What the elector chose."""
    content: Content
    expected: tuple[Expected, ...]
    """Each is right; sorted."""
    contests: tuple[str, ...] = ()
    """Where code and words differ."""
    torn: Torn | None = None


@dataclass(frozen=True, slots=True)
class HonestPrintout:
    """An honest printout, about to be tampered with."""

    election: Election
    card: int
    form: PrintoutForm
    habits: DeviceHabits
    rng: np.random.Generator
    votes: Votes
    honest: Content

    @property
    def coded(self) -> CodedBallot:
        """What honest codes hold."""
        return coded_ballot(self.election, self.card, self.votes)

    def contests(self) -> Iterator[tuple[int, Contest, PrintedVotes]]:
        """The contests in an order of chance, each with its place in the ballot style and its votes."""
        contests = contests_of(self.election, self.card)
        for place in self.rng.permutation(len(contests)):
            yield int(place), contests[int(place)], self.votes[int(place)]

    def one_of(self, choices: list[Choice]) -> Choice:
        """One of them, by chance."""
        return choices[int(self.rng.integers(len(choices)))]

    def with_words(self, place: int, words: tuple[str, ...]) -> Tampered:
        """The same printout with other words in one contest."""
        blocks = list(self.honest.blocks)
        blocks[place] = replace(blocks[place], words=words)
        return self.with_blocks(tuple(blocks), (blocks[place].contest,))

    def with_blocks(self, blocks: tuple[Block, ...], contests: tuple[str, ...]) -> Tampered:
        """The same codes with other blocks, which differ in these contests."""
        content = replace(self.honest, blocks=blocks)
        return Tampered(self.votes, content, (Expected.WORDS_DIFFER,), contests)

    def with_code(self, coded: CodedBallot, *expected: Expected) -> Tampered:
        """The same words with the codes of another ballot."""
        lines = code_128_lines(coded, self.form.most_a_line)
        content = replace(self.honest, qr_texts=(qr_text(coded),), code_128=lines)
        return Tampered(self.votes, content, tuple(sorted(expected)))

    def with_contest_code(self, place: int, contest: NumberedContest, *expected: Expected) -> Tampered:
        """The same words with codes that say something else in one contest."""
        contests = list(self.coded.contests)
        contests[place] = contest
        return self.with_code(replace(self.coded, contests=tuple(contests)), *expected)

    def with_qr(self, *texts: str, expected: Expected) -> Tampered:
        """The same printout with other QR codes."""
        return Tampered(self.votes, replace(self.honest, qr_texts=texts), (expected,))
