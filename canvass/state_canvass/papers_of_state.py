"""The papers of the state's board, and who signed them with an own key: steps of the folder (ARM 44.2.301(4))."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from canvass.signing.papers_signed import CheckedSignature, PaperInLedger, problem_of
from canvass.state_canvass.state_folder import add_key, add_steps, adding, canvass_in
from tabulate.board.signing.signing_entries import PaperSigned, SigningEntry, SigningKeyMade
from tabulate.state_canvass.state_chain import StateCanvass

STEP = "step"
_DECLARED_ANEW = "the board declared anew"
_OTHERS_IN = "other packages are in than those by which the board declared"


@dataclass(frozen=True, slots=True)
class SigningInState:
    """Keys and signatures of the state's canvass in a folder."""

    folder: Path

    @property
    def called(self) -> str:
        """A step of the canvass."""
        return STEP

    def papers(self) -> tuple[PaperInLedger, ...]:
        """Of every declaration, the newest first."""
        return papers_of(canvass_in(self.folder))

    def key_of(self, account: str) -> SigningKeyMade | None:
        """The newest of the account."""
        return canvass_in(self.folder).signatures.key_of(account)

    def enter(self, *entries: SigningEntry) -> None:
        """Add them to the steps, all or none. Raises RefusedError."""
        for one in entries:
            if isinstance(one, SigningKeyMade):
                add_key(self.folder, one)
        if signed := [one for one in entries if isinstance(one, PaperSigned)]:
            with adding(self.folder, signed[0].at) as canvass:
                add_steps(self.folder, canvass, *signed)


def papers_of(canvass: StateCanvass) -> tuple[PaperInLedger, ...]:
    """Of every declaration, the newest first, each signature checked."""
    return tuple(_papers(canvass))


def _papers(canvass: StateCanvass) -> Iterator[PaperInLedger]:
    under: dict[int, list[tuple[int, PaperSigned]]] = {}
    for number, signed in canvass.signatures.signed:
        under.setdefault(signed.entry, []).append((number, signed))
    stands_from, last = canvass.first_that_stands, canvass.last_declared
    for number, made in reversed(canvass.papers):
        line = canvass.hashes[number - 1]
        checked = tuple(
            CheckedSignature(own, one, problem_of(one, line, made.paper, STEP)) for own, one in under.get(number, [])
        )
        gone = "" if number >= stands_from else _OTHERS_IN if number > last else _DECLARED_ANEW
        yield PaperInLedger(number, line, made.paper, checked, STEP, gone)


def signatures_under(canvass: StateCanvass, contest: str, paper_sha256: str) -> tuple[tuple[int, PaperSigned], ...]:
    """Those under the paper of a contest, or the report, that holds and says just this; none else."""
    found = [
        own
        for own, one in canvass.papers
        if own >= canvass.first_that_stands and (one.contest, one.sha256) == (contest, paper_sha256)
    ]
    return canvass.signatures.under(found[-1]) if found else ()


def names_lacking(canvass: StateCanvass) -> tuple[tuple[str, int], ...]:
    """Who lacks on how many papers that hold, in the order in which the papers name them."""
    found = Counter(name for one in papers_of(canvass) for name in one.lacking)
    return tuple(found.items())


def problems_of_signatures(canvass: StateCanvass) -> Iterator[str]:
    """A sentence where a signature does not hold, whatever it is said to be under."""
    papers = {number: (canvass.hashes[number - 1], made.paper) for number, made in canvass.papers}
    for number, signed in canvass.signatures.signed:
        line, paper = papers.get(signed.entry, (None, None)) if signed.entry < number else (None, None)
        if problem := problem_of(signed, line, paper, STEP):
            yield f"Step {number} (signature of {signed.name} under {signed.called}): {problem}."
