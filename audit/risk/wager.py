"""The measure of risk for units drawn one by one without replacement, each equally likely (Kaplan-Kolmogorov).

    m_j = (N t - S) / (N - j + 1)            before draw j, S the sum of what was found so far
    factor_j = 1 - c + c x_j / m_j
    P = 1 / the largest product of factors so far, at most 1

If the mean of all N units is not above t, P <= alpha happens with probability alpha at most, whenever one stops
(Ville). It is ALPHA (Stark 2023) with its estimate at the upper end. Fractions only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

STAKE = Fraction(99, 100)
"""c: fixed beforehand, for every audit. With 1, a single unit that is wrong through and through would end it."""
ALL_IN = Fraction(1)


@dataclass(frozen=True, slots=True)
class WageredUnit:
    """One unit that was drawn."""

    factor: Fraction | None
    """None where what was found before it, with it, cannot be of a wrong outcome: then nothing is at risk."""
    product: Fraction | None
    """Of all factors so far."""


def wager(
    found: Sequence[Fraction], units: int, threshold: Fraction, stake: Fraction = STAKE
) -> tuple[WageredUnit, ...]:
    """The factors of what was found, in the order drawn: 1 a unit without error, 0 one as wrong as any can be.

    `units` is N and `threshold` t. Raises ValueError for more than N, or for what is not from 0 to 1.
    """
    if len(found) > units or not all(0 <= one <= 1 for one in found):
        raise ValueError("what was found is not of these units")
    return tuple(_steps(found, units * threshold, units, stake))


def _steps(found: Sequence[Fraction], left: Fraction, units: int, stake: Fraction) -> Iterator[WageredUnit]:
    product = Fraction(1)
    for drawn, one in enumerate(found):
        mean = left / (units - drawn)
        left -= one
        if left < 0:
            # More was found than all units of a wrong outcome have together.
            yield WageredUnit(None, None)
            return
        factor = 1 - stake + stake * one / mean if mean else Fraction(1)
        product *= factor
        yield WageredUnit(factor, product)


def risk_of(steps: Sequence[WageredUnit]) -> Fraction:
    """P: from 0, where a wrong outcome is impossible, to 1."""
    products = [one.product for one in steps if one.product is not None]
    if len(products) < len(steps):
        return Fraction(0)
    largest = max(products, default=Fraction(1))
    return min(Fraction(1), 1 / largest) if largest else Fraction(1)
