"""Separate ballots of an election in words: by which section each is one, and who approved it (13-17-306)."""

from collections.abc import Iterator

from tabulate.ballot_sheets import SeparateBallot
from tabulate.election import Election


def separate_words(election: Election) -> Iterator[str]:
    """A sentence for each ballot style or sheet that is a separate ballot, with its approval as it was written down."""
    for style in election.ballot_styles:
        for separate in style.separate:
            sheet = "Ballot style" if separate.sheet == 1 else f"Sheet {separate.sheet} of ballot style"
            yield f"{sheet} {style.id} is a separate ballot ({separate.section}){_approval(separate)}."


def _approval(separate: SeparateBallot) -> str:
    day = "" if separate.approved_on is None else f", approved on {separate.approved_on.isoformat()}"
    return f"{day}: {separate.ground.rstrip('.')}" if separate.ground else day
