"""What is said after a round that cannot stand: which ballots may not have been taken out of the heap."""

from canvass.auditing.apart.left_to_count import LeftToCount


def after_excess(left: LeftToCount) -> str:
    """After equal sheets with more ballots than expected; how many were expected is told to nobody by this."""
    taken_out = f" See that what is left out is out of the heap. {left.out_said}" if left.out else ""
    return (
        "All sheets are equal, and they have more ballots than the record and the poll book. See that none is of "
        f"another precinct, and count the heap again.{taken_out} Found a second time, they are recorded as ballots "
        "found in excess."
    )


def after_refusal(left: LeftToCount) -> str:
    """After a sheet that does not add up; nothing where no ballot is taken out."""
    if not left.out:
        return ""
    return f"See that what this count leaves out is out of the heap (13-17-503(2)). {left.out_said}"
