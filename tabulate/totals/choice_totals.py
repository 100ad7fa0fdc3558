"""Votes for one choice of a contest, and on which editions of the ballots it is printed (13-12-204)."""

from dataclasses import dataclass

from tabulate.deaths import Death
from tabulate.editions.joined import editions_printing, editions_with
from tabulate.election import Choice, ChoiceId, Contest, Election
from tabulate.tally import ContestTally


@dataclass(frozen=True, slots=True)
class ChoiceTotal:
    """Votes for one printed choice, or for one declared write-in candidate."""

    choice: ChoiceId
    name: str
    votes: int
    """Of the machine, the board and hand counts together."""
    by_board: int = 0
    """Of these, votes on ballots on which the board decided this contest."""
    by_hand: int = 0
    """Of these, votes that hand counts brought."""
    editions: tuple[int, ...] = ()
    """The editions of the ballots that print it; none of a write-in, and where ballots were never corrected."""
    on_all: bool = True
    """Whether every edition that has the contest prints it."""
    death: Death | None = None
    """Of somebody who died after the ballots were printed (13-15-106)."""

    @property
    def label(self) -> str:
        """The name, that its bearer died, and on which editions of the ballots it is printed, where not on all."""
        said = [] if self.death is None else [self.death.words]
        if not self.on_all:
            said.append(
                f"{'edition' if len(self.editions) == 1 else 'editions'} {' and '.join(map(str, self.editions))}"
            )
        return f"{self.name} ({'; '.join(said)})" if said else self.name


def printed_total(election: Election, contest: Contest, choice: Choice, tally: ContestTally) -> ChoiceTotal:
    """The votes for a printed choice: each is counted by its own id, whatever edition it was cast on (13-15-106)."""
    editions = editions_printing(election, contest.id, choice.id)
    return ChoiceTotal(
        choice.id,
        choice.name,
        tally.votes[choice.id],
        tally.by_board[choice.id],
        tally.by_hand[choice.id],
        editions,
        on_all=editions == editions_with(election, contest.id),
        death=choice.death,
    )


def person_total(person: ChoiceId, name: str, tally: ContestTally) -> ChoiceTotal:
    """The votes for a declared write-in candidate."""
    return ChoiceTotal(person, name, tally.votes[person], tally.by_board[person], tally.by_hand[person])
