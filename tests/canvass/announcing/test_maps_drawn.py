"""Shapes of places as a picture, and files that are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from canvass.announcing.combining import combined
from canvass.announcing.maps import map_of
from canvass.announcing.snapshot import SnapshotSaid
from canvass.errors import InputError
from tests.canvass.announcing.night_sites import contest_made, snapshot_of_county

RING = [[-110.0, 46.0], [-109.0, 46.0], [-109.0, 47.0], [-110.0, 46.0]]
COUNTY = snapshot_of_county("30001", [contest_made("mayor", [(10, 9, 1), (9, 9, 9), (9, 9, 9)])])


def feature(place: Any, ring: Any = RING, kind: str = "Polygon") -> dict[str, Any]:
    coordinates = [ring] if kind == "Polygon" else [[ring], [ring]]
    return {
        "type": "Feature",
        "properties": {"precinct": place},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def written(folder: Path, *features: Any) -> Path:
    file = folder / "map.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return file


def test_every_shape_is_a_link_with_its_name_and_how_far_it_is(tmp_path: Path) -> None:
    drawn = map_of(written(tmp_path, feature("P0"), feature("P2", kind="MultiPolygon")), COUNTY)
    picture = fromstring(drawn[: drawn.index("</svg>") + 6])
    assert [one.attrib["href"] for one in picture] == [f"../precinct/{one}/index.html" for one in ("P0", "P2")]
    assert [one.attrib["aria-label"] for one in picture] == [f"Precinct {one}: partly counted" for one in (0, 2)]
    assert picture[1][0].attrib["d"].count("Z") == 2
    assert "Not on the map: Precinct 1." in drawn


@pytest.mark.parametrize(
    ("place", "properties"),
    [
        ("precinct", {"county": "Larkspur", "fips": "30001", "id": "P0"}),
        ("precinct", {"county": "Larkspur", "id": 7, "precinct": "P0"}),
        ("county", {"county": "Larkspur", "id": 7, "fips": 30001}),
    ],
)
def test_a_shape_is_named_by_its_own_place_and_not_by_others_beside_it(
    tmp_path: Path, place: str, properties: dict[str, Any]
) -> None:
    shown = combined([COUNTY], None, SnapshotSaid()) if place == "county" else COUNTY
    drawn = map_of(written(tmp_path, feature("") | {"properties": properties}), shown)
    assert f'href="../{place}/{shown.places[0].place}/index.html"' in drawn


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda folder: written(folder, feature("P0"), feature("X9")), "shapes of X9, which are no precinct of County"),
        (lambda folder: written(folder, feature("P0", kind="Point")), "no GeoJSON"),
        (lambda folder: written(folder, feature("P0", [[float("nan"), 46.0]])), "no GeoJSON"),
        (lambda folder: written(folder, feature("P0", [[-11_000_000.0, 5_800_000.0]])), "no GeoJSON"),
        (lambda folder: written(folder, feature(["P0"])), "no GeoJSON"),
        (lambda folder: written(folder, "P0"), "no GeoJSON"),
        (written, "0 points"),
        (lambda folder: folder / "none.geojson", "none.geojson"),
    ],
)
def test_a_map_of_another_county_and_what_is_no_map_are_refused(
    tmp_path: Path, spoil: Callable[[Path], Path], why: str
) -> None:
    with pytest.raises(Exception, match=why) as refused:
        map_of(spoil(tmp_path), COUNTY)
    assert isinstance(refused.value, InputError) or why == "none.geojson"
