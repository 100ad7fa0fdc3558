"""The marks of one contest in a snapshot, and which of them are votes."""

from dataclasses import dataclass

from outside.cast_vote_records import CardVotes, RankedVotes, UncountedVotes, VotesInContest
from outside.errors import OutsideFileError
from outside.nist.cdf_definition import CdfContest, CdfSelection
from outside.nist.cdf_nodes import CdfNode
from outside.records.record_checks import MOST_RANKS

_AGAIN = "The file does not fit itself: export it again."
_MOST_VOTES = 100


@dataclass(frozen=True, slots=True)
class CdfMark:
    """One position with an indication."""

    name: str
    is_write_in: bool
    rank: int | None
    allocable: str
    """`yes`, `no`, `unknown` as of a write-in that waits, or empty where the file does not tell."""
    votes: int


@dataclass(frozen=True, slots=True)
class CdfMarks:
    """All marks of one contest on one sheet."""

    contest: CdfContest
    marks: tuple[CdfMark, ...]
    status: tuple[str, ...]
    overvotes: int | None
    undervotes: int | None

    @property
    def waiting(self) -> bool:
        """Whether a mark that is no write-in waits for a decision."""
        return any(one.allocable == "unknown" and not one.is_write_in and one.rank is None for one in self.marks)


def cdf_marks(node: CdfNode, contests: dict[str, CdfContest]) -> CdfMarks:
    """The marks in a contest of a snapshot. Raises OutsideFileError for a contest or selection that is not defined."""
    identity = node.text("ContestId")
    contest = contests.get(identity)
    if contest is None:
        raise OutsideFileError(f"contest {identity[:60]!r}", "one that the election has", _AGAIN, node.where)
    marks: list[CdfMark] = []
    for one in node.nodes("CVRContestSelection"):
        chosen = contest.selections.get(one.text("ContestSelectionId"))
        if chosen is None:
            chosen = _undefined(one, contest)
        marks += [
            _mark(place, chosen) for place in one.nodes("SelectionPosition") if place.text("HasIndication") == "yes"
        ]
    return CdfMarks(contest, tuple(marks), node.texts("Status"), node.whole("Overvotes"), node.whole("Undervotes"))


def _undefined(node: CdfNode, contest: CdfContest) -> CdfSelection:
    """A write-in need not be a selection of the election."""
    if any(place.nodes("CVRWriteIn") for place in node.nodes("SelectionPosition")):
        return CdfSelection("", True)
    found = f"selection {node.text('ContestSelectionId')[:60]!r} in {contest.title!r}"
    raise OutsideFileError(found, "one that the contest has", _AGAIN, node.where)


def _mark(place: CdfNode, chosen: CdfSelection) -> CdfMark:
    written = place.nodes("CVRWriteIn")
    votes = place.whole("NumberVotes")
    votes = 1 if votes is None else votes
    if votes > _MOST_VOTES:
        raise OutsideFileError(f"{votes} votes in one position", f"at most {_MOST_VOTES}", _AGAIN, place.where)
    rank = place.whole("Rank")
    if rank is not None and rank > MOST_RANKS:
        raise OutsideFileError(f"rank {rank:,}", f"at most {MOST_RANKS}", _AGAIN, place.where)
    is_write_in = bool(written) or chosen.is_write_in
    name = written[0].text("Text") if written else "" if is_write_in else chosen.name
    return CdfMark(name, is_write_in, rank, place.text("IsAllocable"), votes)


def votes_from(place: int, found: CdfMarks, ranks: int | None) -> VotesInContest:
    """The votes; `ranks` is how many the contest has anywhere in the report."""
    if ranks is not None:
        marked = [one for one in found.marks if one.allocable != "no"]
        by_rank = tuple(tuple(one.name for one in marked if (one.rank or 1) == rank) for rank in range(1, ranks + 1))
        return RankedVotes(place, by_rank, found.overvotes, found.undervotes)
    overvoted = bool(found.overvotes) or "overvoted" in found.status
    counted = [one for one in found.marks if _counts(one)]
    number = sum(one.votes for one in counted)
    seats = found.contest.seats
    if overvoted or (seats is not None and number > seats):
        return CardVotes(place, _names(list(found.marks), False), _names(list(found.marks), True), 0, overvoted=True)
    if "invalidated-rules" in found.status and not counted:
        return UncountedVotes(place, tuple(one.name for one in found.marks), "invalidated-rules")
    under = found.undervotes
    if under is None and seats is not None:
        under = seats - number
    return CardVotes(place, _names(counted, False), _names(counted, True), under)


def _counts(mark: CdfMark) -> bool:
    """A write-in that waits is a vote on the machine's side: its line was marked."""
    return mark.allocable in ("yes", "") or (mark.allocable == "unknown" and mark.is_write_in)


def _names(marks: list[CdfMark], written: bool) -> tuple[str, ...]:
    return tuple(one.name for one in marks if one.is_write_in is written for _ in range(one.votes))
