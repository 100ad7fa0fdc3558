"""Step 9 of verifying: each signature is by its key over the paper that it names, which is as it was."""

from collections.abc import Iterator

from canvass.signing.papers_signed import paper_in, problem_of
from tabulate.board.signing.signed_papers import SignedPaper
from tabulate.board.signing.signing_entries import PaperSigned
from tabulate.ledger.chain import ChainedEntry
from tabulate.ledger.entries import Entry


class SignatureCheck:
    """Sees every entry in order; keeps the papers that people sign."""

    def __init__(self) -> None:
        """Nothing is signed yet."""
        self._papers: dict[int, tuple[str, SignedPaper]] = {}

    def problems(self, row: ChainedEntry, entry: Entry) -> Iterator[str]:
        """A sentence where a signature does not hold."""
        if isinstance(entry, PaperSigned):
            entry_hash, paper = self._papers.get(entry.entry, (None, None))
            if problem := problem_of(entry, entry_hash, paper):
                yield f"Entry {row.number} (signature of {entry.name} under {entry.called}): {problem}."
        elif (found := paper_in(entry)) is not None:
            self._papers[row.number] = row.hash, found
