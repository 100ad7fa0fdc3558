"""Whether somebody written in at a primary is nominated, by the last general election's votes (13-10-204(1)(a))."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tabulate.county_canvass.certified_people import enough_to_nominate
from tabulate.county_canvass.declaring import nominates
from tabulate.recounts.rights import VotesFor
from tabulate.state_canvass.permanent_record import SuccessfulCandidate
from tabulate.state_canvass.state_figures import StateContest, choice_key


class WriteInStanding(StrEnum):
    """What the votes come to."""

    MAY_ACCEPT = "may accept"
    NO_NOMINEE = "no nominee"
    """The next in votes takes nobody's place."""
    NOT_KNOWN = "not known"
    """The last general election's record has none, or several, for the office."""


@dataclass(frozen=True, slots=True)
class WriteInNomination:
    """Somebody written in who has the most votes of a party's, or of a nonpartisan primary's, contest."""

    contest: StateContest
    who: VotesFor
    then: tuple[SuccessfulCandidate, ...]
    """Who was successful for the same office at the last general election: one, where that is known."""

    @property
    def standing(self) -> WriteInStanding:
        """Whether 20 times the votes are at least those of who was successful."""
        if len(self.then) != 1:
            return WriteInStanding.NOT_KNOWN
        enough = enough_to_nominate(self.who.votes, self.then[0].votes)
        return WriteInStanding.MAY_ACCEPT if enough else WriteInStanding.NO_NOMINEE


def write_in_nominations(
    contests: Iterable[StateContest], successful: Sequence[SuccessfulCandidate], then: Mapping[str, str]
) -> Iterator[WriteInNomination]:
    """Everybody written in who leads; `then` names the contest of the last general election, where offices do not."""
    for one in contests:
        written = {choice_key(choice) for choice in one.choices if choice.write_in}
        for winner in one.line.winners if nominates(one.contest) else ():
            if winner.choice in written:
                yield WriteInNomination(one, winner, tuple(_then(one, successful, then)))


def _then(
    one: StateContest, successful: Sequence[SuccessfulCandidate], then: Mapping[str, str]
) -> Iterator[SuccessfulCandidate]:
    named, contest = then.get(one.contest.id), one.contest
    for other in successful:
        same = other.office is contest.purpose.office and other.district == (contest.district or "")
        if other.contest == named if named is not None else same:
            yield other
