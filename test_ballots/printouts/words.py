"""The words of a device printout: what stands in each contest's block."""

from dataclasses import dataclass

from tabulate.election import Choice, Contest, Election
from test_ballots.printouts.votes import ContestVotes, Votes, contests_of

NO_SELECTION = "[no selection]"


@dataclass(frozen=True, slots=True)
class Block:
    """One contest as printed."""

    contest: str
    """Its id."""
    title: str
    words: tuple[str, ...]
    """Below the title, a text for each choice made or the words that none was; a long one is printed on two lines."""


def blocks_of(election: Election, card: int, votes: Votes) -> tuple[Block, ...]:
    """The blocks of the card with this index, in the ballot style's order."""
    return tuple(
        Block(contest.id, contest.title, words_of(election, contest, chosen))
        for contest, chosen in zip(contests_of(election, card), votes, strict=True)
    )


def words_of(election: Election, contest: Contest, votes: ContestVotes) -> tuple[str, ...]:
    """What stands below a contest's title."""
    if not votes.made:
        return (NO_SELECTION,)
    words = [choice_words(election, choice) for choice in contest.choices if choice.id in votes.choices]
    words += [f"{name} (write-in)" for name in votes.write_ins]
    if votes.made < contest.seats:
        words.append(f"[{contest.seats - votes.made} of {contest.seats} not used]")
    return tuple(words)


def choice_words(election: Election, choice: Choice) -> str:
    """A choice's name, with its party after a stroke."""
    parties = ", ".join(election.party_names(choice))
    return f"{choice.name} / {parties}" if parties else choice.name
