"""What the printed words of a device printout say, read without a look at its barcodes.

A block is one contest, or several where the rule between was not seen: the lines of its title, then a line or more for
each choice. Whatever in a block is not clearly
a choice of that contest, `[no selection]`, a count of votes not used or a write-in leaves the contest unread; so does a
contest with no block or two, and a name that stands in a block that is no contest's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imaging.sheets import PrintedBlock, PrintedLine
from tabulate.election import BallotStyle, ChoiceId, ContestId, Election
from tabulate.likeness import fold
from tabulate.printouts.contest_lines import ContestReader
from tabulate.printouts.placing import place_blocks

_MOST_LINES = 600
"""On a page; more are not read."""
_FEWEST_CHARACTERS = 2
"""A line of one is a rest of a rule, or a speck."""
_LEAST_CONFIDENCE = 70
"""Print is recognised with more than nine tenths, dirt mostly with less than half."""


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
    contests = election.contests_of(style)
    if sum(len(block.lines) for block in blocks) > _MOST_LINES:
        return tuple(WordsUnread(contest.id) for contest in contests)
    readers = [ContestReader.of(contest, election) for contest in contests]
    elsewhere = [fold(contest.title) for contest in election.contests if contest not in contests]
    placed = place_blocks([tuple(_printed_lines(block, readers)) for block in blocks], readers, elsewhere)
    return tuple(
        WordsRead(reader.contest.id, said.choices, said.write_ins)
        if (said := placed.said.get(reader.contest.id)) and not any(map(reader.could_vote, placed.rest))
        else WordsUnread(reader.contest.id)
        for reader in readers
    )


def _printed_lines(block: PrintedBlock, readers: Sequence[ContestReader]) -> Iterator[PrintedLine]:
    """The block's lines. Specks taken for punctuation are none, nor is what was hardly read and is like no print.

    Print that was hardly read but could be a choice stays, and leaves its contest unread.
    """
    for line in block.lines:
        if sum(character.isalnum() for character in line.text) < _FEWEST_CHARACTERS:
            continue
        if line.confidence >= _LEAST_CONFIDENCE or any(reader.is_like(line.text) for reader in readers):
            yield line
