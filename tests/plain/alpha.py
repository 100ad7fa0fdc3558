"""ALPHA (Stark 2023) without replacement, as it is published: an estimate of all units, less what was found of them."""

from collections.abc import Sequence
from fractions import Fraction


def alpha_risk(found: Sequence[Fraction], units: int, mean: Fraction, estimate: Fraction) -> Fraction:
    """The smallest of 1 and the inverses of the products; `mean` is what the null says that all units have.

    What is found is from 0 to 1. An estimate of 1 stays at 1.
    """
    product, best, total = Fraction(1), Fraction(1), Fraction(0)
    for number, one in enumerate(found):
        now = (units * mean - total) / (units - number)
        likely = (units * estimate - total) / (units - number) if estimate < 1 else Fraction(1)
        product *= (one * likely / now) + (1 - one) * (1 - likely) / (1 - now)
        best, total = max(best, product), total + one
    return 1 / best
