"""Somebody appointed after a tie, as an officer did it: the program appoints nobody (13-16-503 to 13-16-507)."""

from tabulate.board.errors import NotAllowed
from tabulate.board.recount.tie_entries import TieAppointed
from tabulate.board.words_said import check_day, check_said, check_sha256, day_in_montana

_LONGEST = 500


def check_appointed(entry: TieAppointed) -> None:
    """Check who did it, whom it names, its day and its paper. Raises NotAllowed."""
    said = (entry.officer, entry.section, entry.entered_by)
    check_said(
        said, _LONGEST, f"words of at most {_LONGEST} letters for who appointed ({entry.section or '13-16-503'})"
    )
    if not entry.appointed or len(set(entry.appointed)) < len(entry.appointed):
        found = ", ".join(entry.appointed) or "nobody"
        raise NotAllowed(
            f"whom {entry.officer} appointed, each once ({entry.section})", found, "Name one of those tied."
        )
    check_day(entry.appointed_on, day_in_montana(entry.at), f"the day of the appointment ({entry.section})")
    check_sha256(entry.paper_sha256, "of the paper that appoints")
