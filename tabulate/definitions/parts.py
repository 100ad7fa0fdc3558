"""The parts of precincts and the kinds of districts, read from a definition's JSON (13-3-104, 13-2-116(2))."""

from collections.abc import Iterator, Sequence

from tabulate.definitions.json_document import JsonObject
from tabulate.precincts import District, DistrictId, DistrictKind, PartId, PrecinctId, PrecinctPart


def districts_of(items: Sequence[JsonObject]) -> tuple[District, ...]:
    """The districts, in the definition's order."""
    return tuple(District(DistrictId(item["id"]), item["name"], _kind(item)) for item in items)


def _kind(item: JsonObject) -> DistrictKind | None:
    return DistrictKind(item["kind"]) if "kind" in item else None


def parts_of(precincts: Sequence[JsonObject]) -> tuple[PrecinctPart, ...]:
    """The parts that precincts are given in, by precinct; none of those that are not."""
    return tuple(_parts(precincts))


def _parts(precincts: Sequence[JsonObject]) -> Iterator[PrecinctPart]:
    for precinct in precincts:
        for item in precinct.get("parts", []):
            municipality = item.get("municipality")
            yield PrecinctPart(
                PartId(item["id"]),
                item["name"],
                PrecinctId(precinct["id"]),
                tuple(map(DistrictId, item["districts"])),
                None if municipality is None else DistrictId(municipality),
            )
