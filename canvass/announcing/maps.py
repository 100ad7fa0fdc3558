"""Shapes of precincts or counties (GeoJSON, RFC 7946) as a still picture: every shape a link with its name."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from canvass.announcing.site_addresses import place_page
from canvass.announcing.snapshot import PlacePublished, Snapshot
from canvass.errors import InputError, disk_errors
from canvass.reporting.shown.precinct_progress import CountOfPrecinct

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
_WIDTH = 1_000
_MOST_BYTES, _MOST_POINTS = 50_000_000, 500_000
_NAMES = {"precinct": ("precinct", "id"), "county": ("fips", "county", "id")}
"""Of a place, the properties that may name it, the surest first: a precinct's shape has its county's name, too."""
_FULL = frozenset({CountOfPrecinct.COMPLETE.value, "unofficial complete"})
_BEGUN = frozenset({CountOfPrecinct.PARTLY.value, "unofficial partial"})


@dataclass(frozen=True, slots=True)
class MapShape:
    """The rings of one place."""

    place: str
    rings: tuple[tuple[Point, ...], ...]


def map_of(file: Path, snapshot: Snapshot) -> str:
    """The map as SVG with its legend. Raises InputError where a shape is of no place of the snapshot."""
    shapes = _shapes_in(file, _NAMES[snapshot.place])
    places = {one.place: one for one in snapshot.places}
    if strangers := sorted({one.place for one in shapes} - set(places)):
        raise InputError(
            f"{file} has shapes of {', '.join(strangers[:5])}, which are no {snapshot.place} of {snapshot.county}. Is "
            "it another county's? Nothing was published."
        )
    points = [point for one in shapes for ring in one.rings for point in ring]
    frame = _Frame(points)
    drawn = "".join(_drawn(frame, one, places[one.place], snapshot) for one in shapes)
    missing = [one.name for one in snapshot.places if one.place not in {shape.place for shape in shapes}]
    without = f"<p>Not on the map: {escape(', '.join(missing))}.</p>" if missing else ""
    label = f"Map of how far each {snapshot.place} is"
    return (
        f'<svg class="map" viewBox="0 0 {_WIDTH} {frame.height}" role="group" aria-label="{label}">{drawn}</svg>'
        f"<p>Dark: complete. Middle: partly counted. Light: not begun, or not yet shown by itself.</p>{without}"
    )


class _Frame:
    """Degrees to places on the picture, true in shape about the middle of the map."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.west, self.north = min(x for x, _ in points), max(y for _, y in points)
        east, south = max(x for x, _ in points), min(y for _, y in points)
        self.narrow = math.cos(math.radians((self.north + south) / 2))
        self.scale = _WIDTH / max((east - self.west) * self.narrow, (self.north - south) / 4, 1e-9)
        self.height = max(1, round((self.north - south) * self.scale))

    def path(self, ring: Sequence[Point]) -> str:
        """A ring on whole places of the picture, without those that fall on the one before."""
        places = [
            (round((x - self.west) * self.narrow * self.scale), round((self.north - y) * self.scale)) for x, y in ring
        ]
        apart = [one for number, one in enumerate(places) if number == 0 or one != places[number - 1]]
        return "M" + "L".join(f"{x} {y}" for x, y in apart) + "Z"


def _drawn(frame: _Frame, shape: MapShape, place: PlacePublished, snapshot: Snapshot) -> str:
    level = 3 if place.standing in _FULL else 2 if place.standing in _BEGUN else 1
    words = escape(f"{place.name}: {place.standing}")
    path = "".join(map(frame.path, shape.rings))
    address = f"../{place_page(snapshot, place.place)}"
    return (
        f'<a href="{address}" aria-label="{words}"><path class="s{level}" d="{path}"><title>{words}</title></path></a>'
    )


def _shapes_in(file: Path, names: Sequence[str]) -> list[MapShape]:
    with disk_errors(file):
        if file.stat().st_size > _MOST_BYTES:
            raise _no_map(file, f"is larger than {_MOST_BYTES // 1_000_000} MB")
        content = file.read_bytes()
    try:
        found = json.loads(content)
        shapes = [_shape(one, names) for one in found["features"]]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
        raise _no_map(file, "is no GeoJSON, in degrees, with a polygon and a name of each place") from None
    points = sum(len(ring) for one in shapes for ring in one.rings)
    if not 0 < points <= _MOST_POINTS:
        raise _no_map(file, f"has {points:,} points; 1 to {_MOST_POINTS:,} can be drawn")
    return shapes


def _shape(feature: Any, names: Sequence[str]) -> MapShape:
    about = feature.get("properties") or {}
    named = next((about[name] for name in names if name in about), feature.get("id"))
    if not isinstance(named, str | int) or isinstance(named, bool):
        raise ValueError("no name")
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError("no polygon")
    return MapShape(str(named), tuple(_rings(polygons)))


def _rings(polygons: Any) -> Iterator[tuple[Point, ...]]:
    for polygon in polygons:
        for ring in polygon:
            points = tuple((float(one[0]), float(one[1])) for one in ring)
            if not points or any(not (abs(x) <= 180 and abs(y) <= 90) for x, y in points):
                raise ValueError("no degrees")
            yield points


def _no_map(file: Path, words: str) -> InputError:
    return InputError(f"{file} {words}. Nothing was published.")
