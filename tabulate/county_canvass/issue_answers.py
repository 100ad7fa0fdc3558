"""Which answer is for an issue and which is against it, by the names of the two."""

from collections.abc import Iterable
from dataclasses import dataclass

_FOR, _AGAINST = ("for", "yes"), ("against", "no")


@dataclass(frozen=True, slots=True)
class IssueVotes:
    """The whole votes for and against an issue."""

    votes_for: int
    votes_against: int

    @property
    def voted(self) -> int:
        """Electors who voted on it: each has one vote."""
        return self.votes_for + self.votes_against


def votes_of_answers(answers: Iterable[tuple[str, int]]) -> IssueVotes | None:
    """By each answer's name and votes; None where the names do not tell which is for it."""
    pairs = tuple(answers)
    found = {name.partition(" ")[0].casefold().strip(".,:"): votes for name, votes in pairs}
    yes, no = (sum(found.get(word, 0) for word in words) for words in (_FOR, _AGAINST))
    told = len(found) == len(pairs) == 2 and found.keys() & {*_FOR} and found.keys() & {*_AGAINST}
    return IssueVotes(yes, no) if told else None
