"""Invented names, plainly so: plants before, weather and stones behind. Nobody is called this."""

import numpy as np


def _words(text: str, between: str = " ") -> tuple[str, ...]:
    return tuple(text.split(between))


GIVEN = _words(
    "Alder Basil Bryony Campion Clover Cricket Dogwood Elder Fennel Fern Gentian Hawthorn Hazel Heather Ivy Juniper "
    "Larch Laurel Lupine Mallow Marigold Mossy Nettle Oleander Pansy Parsley Poppy Quince Rowan Rue Saffron Sage "
    "Sorrel Tansy Teasel Thistle Verbena Willow Yarrow Zinnia"
)

_FIRST = _words("Amber Basalt Cinder Drizzle Ember Frost Granite Hail Indigo Jasper Kestrel Lantern Mica Nimbus Opal")
_FIRST += _words("Pebble Quartz Ripple Slate Thunder Umber Velvet Whistle Yonder Zephyr")
_SECOND = _words("bottom by croft dale fell field gate hollow kettle mantle mere pocket ridge spindle stone thimble")
_SECOND += _words("topple wick wobble worth")

LOCALITIES = _words(
    "Antelope Bench,Badger Flats,Beaver Slough,Cinder Butte,Cold Biscuit,Coyote Spring,Dry Kettle,Echo Meadow,"
    "Flint Hollow,Goose Prairie,Huckleberry Rise,Jackrabbit Coulee,Lonesome Pine,Magpie Bend,Mule Shoe,Nine Crows,"
    "Owl Canyon,Porcupine Gulch,Rattle Creek,Sagebrush Loop,Teakettle,Upper Whistle,Windy Saddle,Wren Island",
    ",",
)


def people(rng: np.random.Generator, count: int) -> list[str]:
    """Return `count` different full names with different surnames."""
    surnames = rng.permutation(len(_FIRST) * len(_SECOND))[:count]
    given = rng.integers(len(GIVEN), size=count)
    return [
        f"{GIVEN[int(g)]} {_FIRST[int(s) // len(_SECOND)]}{_SECOND[int(s) % len(_SECOND)]}"
        for g, s in zip(given, surnames, strict=True)
    ]


def surname(name: str) -> str:
    """The last word: names are listed alphabetically by it (13-12-205)."""
    return name.rsplit(" ", 1)[-1]
