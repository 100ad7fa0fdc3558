"""What a printout's words and its barcode say where they differ, for the counting board: the words come first."""

from collections.abc import Sequence
from dataclasses import dataclass

from imaging.sheets import ReadPrintout, Reason
from tabulate.election import ContestId, Election
from tabulate.printouts.cast import WRITE_IN_PREFIX
from tabulate.printouts.coded import CodedContest
from tabulate.printouts.decoding import decode_codes
from tabulate.printouts.edition_printed import edition_printed
from tabulate.printouts.words import WordsRead, read_words


@dataclass(frozen=True, slots=True)
class SaidTwice:
    """A contest of a printout: what is printed in words, and what the barcode holds."""

    contest: ContestId
    words: tuple[str, ...] | None
    """Names, as in `write-in: ANN`; empty for no selection, None for nothing that could be read."""
    barcode: tuple[str, ...] | None


def said_twice(
    reading: object, contests: Sequence[ContestId], election: Election, accepted_hashes: Sequence[str]
) -> tuple[SaidTwice, ...]:
    """Words and barcode of these contests; none where the sheet is no printout, or its barcode holds no ballot."""
    if not isinstance(reading, ReadPrintout):
        return ()
    election = edition_printed(reading.codes, election)
    coded = decode_codes(reading.codes, election, frozenset(accepted_hashes))
    if isinstance(coded, Reason):
        return ()
    words = {said.contest: said for said in read_words(reading.blocks, coded.style, election)}
    codes = {votes.contest: votes for votes in coded.contests}
    return tuple(
        SaidTwice(contest, _names(words[contest], election), _names(codes[contest], election))
        for contest in contests
        if contest in codes
    )


def differing_words(
    reading: ReadPrintout, contests: Sequence[ContestId], election: Election, accepted_hashes: Sequence[str]
) -> str:
    """Contest by contest what is printed, which the elector could check, and what the barcode holds instead."""
    election = edition_printed(reading.codes, election)
    coded = decode_codes(reading.codes, election, frozenset(accepted_hashes))
    if isinstance(coded, Reason):
        return coded.detail
    return "; ".join(
        f"{election.contest(said.contest).title}: the printed words say {_said(said.words)}, "
        f"the barcode {_said(said.barcode)}"
        for said in said_twice(reading, contests, election, accepted_hashes)
    )


def _names(votes: object, election: Election) -> tuple[str, ...] | None:
    if not isinstance(votes, WordsRead | CodedContest):
        return None
    names = election.contest(votes.contest).names
    return (*(names[choice] for choice in votes.choices), *(f"{WRITE_IN_PREFIX} {name}" for name in votes.write_ins))


def _said(names: tuple[str, ...] | None) -> str:
    if names is None:
        return "nothing that could be read"
    return " and ".join(map(repr, names)) or "no selection"
