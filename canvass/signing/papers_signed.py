"""The papers of a record that people sign, with every signature under them, each checked (ARM 44.2.301(4))."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.errors import AuditError
from audit.events import EVENTS, read
from audit.events.certifying import AuditCertified
from canvass.console.text import hour
from canvass.keys.signing_keys import is_signed
from canvass.reporting.tables import Table, columns_of
from tabulate.board.signing.signed_papers import SignedPaper, paper_of
from tabulate.board.signing.signing_entries import PaperSigned
from tabulate.hours import MONTANA_TIME, moment_of
from tabulate.ledger.chain import ChainedEntry
from tabulate.ledger.entries import KINDS, AuditRecorded, Entry
from tabulate.printable import folded_words

if TYPE_CHECKING:
    from canvass.record.store import Record

_SHOWN = 16
_MOST = 10_000
"""Of a kind. No county has so many papers."""
_KINDS = (*(noun.kind for noun in KINDS.values() if hasattr(noun, "paper")), AuditRecorded.kind)


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """One signature."""

    number: int
    """Of its entry."""
    signed: PaperSigned
    problem: str
    """Why it does not hold; empty where it does."""

    @property
    def when(self) -> str:
        """The hour as people read it."""
        return _hour(self.signed.at)


@dataclass(frozen=True, slots=True)
class PaperInLedger:
    """A paper, and who signed it with the own key."""

    number: int
    """Of its entry."""
    hash: str
    paper: SignedPaper
    signatures: tuple[CheckedSignature, ...]
    called: str = "entry"
    """What its number is of: an entry of a ledger, or a step of the state's canvass."""
    superseded: str = ""
    """What took its place, in words; empty where it holds. Nobody signs it after that."""

    @property
    def place(self) -> str:
        """As people say it: entry 41."""
        return f"{self.called} {self.number:,}"

    @property
    def sha256(self) -> str:
        """Of what it says."""
        return self.paper.sha256 or self.hash

    @property
    def lacking(self) -> tuple[str, ...]:
        """Those whose signature it bears, and of whom no signature with a key holds; nobody of a superseded paper."""
        if self.superseded:
            return ()
        held = [one.signed for one in self.signatures if not one.problem]
        there = {folded_words(name) for one in held for name in (one.name, one.account)}
        return tuple(name for name in self.paper.names if folded_words(name) not in there)


def may_sign(paper: SignedPaper, name: str, account: str) -> bool:
    """Whether a paper bears somebody's signature; one that names nobody bears anyone's."""
    named = {folded_words(one) for one in paper.names}
    return not named or not named.isdisjoint((folded_words(name), folded_words(account)))


def paper_in(entry: Entry) -> SignedPaper | None:
    """The paper that an entry is of, the audit's certificate too; None where it is of none."""
    if not isinstance(entry, AuditRecorded):
        return paper_of(entry)
    event = _certified(entry)
    if event is None:
        return None
    return SignedPaper("Certificate of the random-sample audit", tuple(map(str, event.members)), event.report_sha256)


def _certified(entry: AuditRecorded) -> AuditCertified | None:
    """What is damaged is told by the audit itself."""
    if EVENTS.get(entry.event) is not AuditCertified:
        return None
    try:
        event = read(entry.event, entry.body)
    except AuditError:
        return None
    return event if isinstance(event, AuditCertified) else None


def papers_in(record: "Record") -> tuple[PaperInLedger, ...]:
    """All of them, the newest first."""
    signed = record.newest_of_kind(PaperSigned.kind, None, _MOST)
    rows = sorted(
        (row for kind in _KINDS for row in record.newest_of_kind(kind, None, _MOST)), key=lambda row: -row.number
    )
    return tuple(_papers(rows, signed))


def _papers(rows: list[ChainedEntry], signed: list[ChainedEntry]) -> Iterator[PaperInLedger]:
    under: dict[int, list[tuple[int, PaperSigned]]] = {}
    for row in reversed(signed):
        entry = row.entry()
        if isinstance(entry, PaperSigned):
            under.setdefault(entry.entry, []).append((row.number, entry))
    for row in rows:
        if (paper := paper_in(row.entry())) is not None:
            own = under.get(row.number, [])
            checked = tuple(CheckedSignature(number, one, problem_of(one, row.hash, paper)) for number, one in own)
            yield PaperInLedger(row.number, row.hash, paper, checked)


def problem_of(signed: PaperSigned, entry_hash: str | None, paper: SignedPaper | None, called: str = "entry") -> str:
    """Why a signature does not hold; empty where it does. `entry_hash` and `paper` are of the entry that it names."""
    place = f"{called} {signed.entry:,}"
    if entry_hash is None or paper is None:
        return f"{place} is of no paper that people sign"
    if signed.entry_hash != entry_hash or signed.paper_sha256 != (paper.sha256 or entry_hash):
        return f"the paper of {place} is another now than the one that was signed"
    if signed.called != paper.title:
        return f"the paper is called {paper.title!r}"
    if not may_sign(paper, signed.name, signed.account):
        return f"the paper bears the signatures of {', '.join(paper.names)}"
    if not is_signed(signed.public_key, signed.message, signed.signature):
        return "it is not by this key over this paper, name, title and hour"
    return ""


def papers_json(papers: tuple[PaperInLedger, ...]) -> list[dict[str, Any]]:
    """For programs: with all that they need to check each signature themselves."""
    return [
        {
            one.called: one.number,
            "paper": one.paper.title,
            "sha256": one.sha256,
            "names": list(one.paper.names),
            "not_signed_with_a_key": list(one.lacking),
            **({"superseded": one.superseded} if one.superseded else {}),
            "signatures": [
                _signature_json(each.number, each.signed) | {"holds": not each.problem} for each in one.signatures
            ],
        }
        for one in papers
    ]


def signatures_json(signed: Iterable[tuple[int, PaperSigned]]) -> list[dict[str, Any]]:
    """Those under one paper, for programs: with the bytes that each is over."""
    return [_signature_json(number, one) for number, one in signed]


def _signature_json(number: int, signed: PaperSigned) -> dict[str, Any]:
    return {
        "entry": number,
        "account": signed.account,
        "name": signed.name,
        "title": signed.title,
        "at": signed.at,
        "public_key": signed.public_key,
        "message": signed.message.decode("ascii"),
        "signature": signed.signature,
    }


def signatures_table(signed: Iterable[tuple[int, PaperSigned]]) -> tuple[Table, ...]:
    """A table of those under one paper, each with the number of its entry; none where nobody signed with a key."""
    rows = tuple(
        (one.name, one.title, _hour(one.at), one.public_key[:_SHOWN], one.signature[:_SHOWN], number)
        for number, one in signed
    )
    columns = columns_of("Name", "Title", "When", "Key", "Signature", "#Entry")
    note = "Ed25519, over the hash of this paper. The ledger has each whole: canvass signatures, canvass verify."
    return (Table("Signed with own keys (ARM 44.2.301(4))", note, columns, rows),) if rows else ()


def _hour(at: str) -> str:
    moment = moment_of(at)
    return at if moment is None else hour(moment.astimezone(MONTANA_TIME))
