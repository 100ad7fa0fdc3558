"""Fisher's exact test in whole numbers: how likely a group has so many by chance, given all."""

from math import comb

_SCREEN = 9
"""Groups within three standard deviations are not worth an exact figure."""


def chance_of_more(found: int, of: int, all_found: int, all_of: int) -> float:
    """The chance that `of` drawn from `all_of`, with `all_found` among these, have `found` or more.

    The hypergeometric tail, each term the one before times a ratio, without rounding until the end.
    Raises ValueError for figures that no group has.
    """
    if not (0 <= found <= of <= all_of and found <= all_found <= all_of and all_found - found <= all_of - of):
        raise ValueError(f"{found} of {of} is no part of {all_found} of {all_of}.")
    others = all_of - all_found
    term = comb(all_found, found) * comb(others, of - found)
    tail = 0
    for more in range(found, min(of, all_found) + 1):
        tail += term
        term = term * (all_found - more) * (of - more) // ((more + 1) * (others - of + more + 1))
    return tail / comb(all_of, of)


def chance_of_fewer(found: int, of: int, all_found: int, all_of: int) -> float:
    """The chance of `found` or fewer: what is not found is then as many or more."""
    return chance_of_more(of - found, of, all_of - all_found, all_of)


def is_far_off(found: int, of: int, all_found: int, all_of: int) -> bool:
    """Whether the group is three standard deviations from the rest; a quick look before the exact test."""
    rest, rest_of = all_found - found, all_of - of
    if not of or not rest_of:
        return False
    apart = found * rest_of - rest * of
    spread = all_found * (all_of - all_found) * of * rest_of
    return apart * apart * all_of > _SCREEN * spread
