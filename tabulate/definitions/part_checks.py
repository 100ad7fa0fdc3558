"""What the parts of precincts must agree with: their precincts, districts and ballot styles (13-3-104, 13-2-116(2)).

Parts may be given for some precincts and not for others; each of the others is one part.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tabulate.definitions.findings import Findings, quoted
from tabulate.election import BallotStyle, Contest, Precinct
from tabulate.precinct_parts import kind_by_office, kinds_of_districts, one_part, several
from tabulate.precincts import District, DistrictId, DistrictKind, PartId, PrecinctId, PrecinctPart


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part, or a precinct that is one, and where it stands in the definition."""

    field: str
    part: PrecinctPart


def check_parts(
    findings: Findings,
    parts: Sequence[PrecinctPart],
    precincts: Sequence[Precinct],
    contests: Sequence[Contest],
    districts: Sequence[District],
    styles: Sequence[BallotStyle],
) -> None:
    """Parts, precincts, districts and styles fit together; kinds of districts and the offices voted on there do."""
    kinds = kinds_of_districts(districts, contests)
    placed = tuple(_placed(parts, precincts))
    if placed or any(one.kind is not None for one in districts):
        _check_kinds(findings, contests, kinds)
    _check_ids(findings, placed, frozenset(one.id for one in precincts))
    _check_lists(findings, placed, frozenset(one.id for one in districts))
    _check_precincts(findings, placed, precincts)
    _check_alike(findings, placed)
    _check_municipalities(findings, placed)
    if placed:
        in_parts = {one.part.precinct for one in placed}
        whole = (_Placed(f"precincts[{n}]", one_part(one)) for n, one in enumerate(precincts) if one.id not in in_parts)
        _check_houses(findings, [*placed, *whole], kinds)
    _check_styles(findings, placed, styles)


def _placed(parts: Iterable[PrecinctPart], precincts: Sequence[Precinct]) -> Iterator[_Placed]:
    numbers = {one.id: number for number, one in reversed(list(enumerate(precincts)))}
    seen: defaultdict[PrecinctId, int] = defaultdict(int)
    for part in parts:
        yield _Placed(f"precincts[{numbers[part.precinct]}].parts[{seen[part.precinct]}]", part)
        seen[part.precinct] += 1


def _check_kinds(findings: Findings, contests: Sequence[Contest], kinds: Mapping[DistrictId, DistrictKind]) -> None:
    for number, contest in enumerate(contests):
        office = kind_by_office(contest)
        stated = None if contest.district is None else kinds.get(contest.district)
        if None not in (office, stated) and office is not stated:
            found = f"{quoted(contest.district)}, which is a {stated}"
            expected = f"a {office}, as the office of contest {quoted(contest.id)} has it (13-15-506)"
            findings.add(
                f"contests[{number}].district", found, expected, "Correct the contest, or the district's kind."
            )


def _check_ids(findings: Findings, placed: Sequence[_Placed], precincts: frozenset[str]) -> None:
    first: dict[PartId, _Placed] = {}
    for one in placed:
        field, part = f"{one.field}.id", one.part
        if part.id in precincts:
            found = f"{quoted(part.id)}, which is a precinct's id"
            findings.add(field, found, "an id that no precinct has (13-3-104)", "Give the part another id.")
        before = first.setdefault(part.id, one)
        if before is not one:
            found = f"{quoted(part.id)}, which is a part of precinct {quoted(before.part.precinct)} already"
            expected = "each part in one precinct, once (13-3-104)"
            findings.add(field, found, expected, "Give each part an id of its own.")


def _check_lists(findings: Findings, placed: Sequence[_Placed], districts: frozenset[DistrictId]) -> None:
    for one in placed:
        findings.listed(f"{one.field}.districts", one.part.districts, districts, "districts")
        if one.part.municipality is not None:
            findings.known(f"{one.field}.municipality", one.part.municipality, districts, "districts")


def _check_precincts(findings: Findings, placed: Sequence[_Placed], precincts: Sequence[Precinct]) -> None:
    """The districts of the parts are those of the precinct, no more and no fewer."""
    of_precinct = {one.id: frozenset(one.districts) for one in precincts}
    lie_in: defaultdict[PrecinctId, set[DistrictId]] = defaultdict(set)
    for one in placed:
        lie_in[one.part.precinct] |= one.part.lies_in
        for place, district in enumerate(one.part.districts):
            if district not in of_precinct[one.part.precinct]:
                found = f"{quoted(district)}, which is no district of precinct {quoted(one.part.precinct)}"
                remedy = "Add it to the precinct's districts, or take it off the part."
                findings.add(f"{one.field}.districts[{place}]", found, "a district of the precinct", remedy)
    for number, precinct in enumerate(precincts):
        for place, district in enumerate(precinct.districts if precinct.id in lie_in else ()):
            if district not in lie_in[precinct.id]:
                found = f"{quoted(district)}, in which none of the precinct's parts lies"
                remedy = "Add it to the parts that lie in it, or take it off the precinct."
                findings.add(f"precincts[{number}].districts[{place}]", found, "districts of its parts", remedy)


def _check_alike(findings: Findings, placed: Sequence[_Placed]) -> None:
    first: dict[tuple[PrecinctId, frozenset[DistrictId]], PartId] = {}
    for one in placed:
        other = first.setdefault((one.part.precinct, one.part.lies_in), one.part.id)
        if other != one.part.id:
            found = f"{quoted(one.part.id)}, in the same districts and municipality as {quoted(other)}"
            expected = "parts of a precinct that differ in districts or municipality (13-2-116(2))"
            findings.add(one.field, found, expected, "Make one part of both, or correct their districts.")


def _check_municipalities(findings: Findings, placed: Sequence[_Placed]) -> None:
    municipalities = {one.part.municipality for one in placed}
    for one in placed:
        for place, district in enumerate(one.part.districts):
            if district in municipalities and district != one.part.municipality:
                found = f"{quoted(district)}, which is another part's municipality"
                expected = "at most one municipality, named as such (13-15-404(1)(f))"
                remedy = "Name it as the part's municipality, or take it off."
                findings.add(f"{one.field}.districts[{place}]", found, expected, remedy)


def _check_houses(findings: Findings, placed: Iterable[_Placed], kinds: Mapping[DistrictId, DistrictKind]) -> None:
    """Nobody lives in two districts of one house, and a house district lies in one senate district."""
    senate_of: dict[DistrictId, tuple[DistrictId, str]] = {}
    for one in placed:
        if (kind := several(one.part.districts, kinds)) is not None:
            named = [quoted(each) for each in one.part.districts if kinds.get(each) is kind]
            found, expected = f"{kind}s {' and '.join(named)}", f"at most one {kind} for each part (13-15-506(1)(a))"
            remedy = "Give the precinct in parts, one for each, with ballot styles that tell them apart."
            findings.add(f"{one.field}.districts", found, expected, remedy)
            continue
        of_kind = {kinds[each]: each for each in one.part.districts if each in kinds}
        house, senate = of_kind.get(DistrictKind.HOUSE), of_kind.get(DistrictKind.SENATE)
        if house is not None and senate is not None:
            other, place = senate_of.setdefault(house, (senate, one.field))
            if other != senate:
                found = (
                    f"house district {quoted(house)} in senate district {quoted(senate)}, at {place} in {quoted(other)}"
                )
                expected = "each house district in one senate district (Montana Constitution, art. V, sec. 14(1))"
                findings.add(f"{one.field}.districts", found, expected, "Correct one of the two.")


def _check_styles(findings: Findings, placed: Sequence[_Placed], styles: Sequence[BallotStyle]) -> None:
    """Each part has a style; each style names parts of the precincts that it serves, some of each given in parts."""
    precinct_of = {one.part.id: one.part.precinct for one in placed}
    in_parts = frozenset(precinct_of.values())
    for number, style in enumerate(styles):
        field = f"ballot_styles[{number}]"
        findings.listed(f"{field}.parts", style.parts, precinct_of.keys(), "the parts of precincts")
        served = frozenset(style.precincts)
        for place, part in enumerate(style.parts):
            if part in precinct_of and precinct_of[part] not in served:
                found = (
                    f"{quoted(part)}, a part of precinct {quoted(precinct_of[part])}, which the style does not serve"
                )
                remedy = "Add the precinct to the style, or take the part off."
                findings.add(f"{field}.parts[{place}]", found, "parts of the style's own precincts", remedy)
        named = {precinct_of.get(part) for part in style.parts}
        for precinct in (one for one in dict.fromkeys(style.precincts) if one in in_parts and one not in named):
            found = f"no part of precinct {quoted(precinct)}, which is given in parts"
            expected = "the parts whose electors have this ballot (13-2-116(2))"
            findings.add(f"{field}.parts", found, expected, "Name them, or take the precinct off the style.")
    with_style = {part for style in styles for part in style.parts}
    for one in placed:
        if one.part.id not in with_style:
            found = f"{quoted(one.part.id)}, which no ballot style is for"
            findings.add(one.field, found, "a ballot style for its electors", "Name it in a ballot style.")
