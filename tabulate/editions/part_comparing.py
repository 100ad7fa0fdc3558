"""What an edition of the ballots says of precincts in parts: what the record has (13-2-116(2), 13-12-204)."""

from collections.abc import Iterable

from tabulate.definitions.findings import Findings, quoted
from tabulate.election import Election
from tabulate.precincts import DistrictId, PartId, PrecinctPart

_SamePart = tuple[PartId, str, frozenset[DistrictId], DistrictId | None]


def check_parts_stay(findings: Findings, before: Election, new: Election) -> None:
    """A precinct has the same parts on all ballots; one that the edition brings has ids that nothing else has."""
    known = {one.id for one in before.precincts}
    taken = {*map(str, known), *(str(part.id) for part in before.parts)}
    for number, one in enumerate(new.precincts):
        was, now = (_parts(part for part in given if part.precinct == one.id) for given in (before.parts, new.parts))
        if one.id in known and was != now:
            expected = f"those that precinct {one.id} has in the record (13-2-116(2))"
            remedy = "Electors do not move to another part by a correction of ballots. Correct it."
            findings.add(f"precincts[{number}].parts", "other parts", expected, remedy)
        if one.id not in known:
            for id_ in sorted({str(one.id), *(str(part[0]) for part in now)} & taken):
                found = f"{quoted(id_)}, which a precinct or a part has in the record"
                findings.add(f"precincts[{number}]", found, "an id of its own (13-3-104)", "Give it another id.")


def _parts(parts: Iterable[PrecinctPart]) -> set[_SamePart]:
    return {(part.id, part.name, frozenset(part.districts), part.municipality) for part in parts}
