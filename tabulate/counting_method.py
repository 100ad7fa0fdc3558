"""How votes came onto a sheet."""

from enum import StrEnum


class CountingMethod(StrEnum):
    """How the elector made the choices that were counted: by pen, or with a voter interface device (13-3-208)."""

    HAND_MARKED = "hand-marked"
    DEVICE = "device printout"
