"""Who may vote on what: a style's contests must be of the districts that its precincts, or their parts, lie in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tabulate.definitions.findings import Findings, quoted
from tabulate.election import BallotStyle, Contest, Precinct
from tabulate.precincts import DistrictId, PrecinctId, PrecinctPart


@dataclass(frozen=True, slots=True)
class _Electors:
    """Those who have a style's ballot in one precinct, or in one part of it."""

    called: str
    lie_in: frozenset[DistrictId]
    remedy: str


def check_districts(
    findings: Findings,
    styles: Sequence[BallotStyle],
    precincts: Iterable[Precinct],
    contests: Iterable[Contest],
    parts: Iterable[PrecinctPart],
) -> None:
    """A part of a precinct votes on a contest only if it lies in its district, a precinct only if a part of it does."""
    known, of_district = {one.id: one for one in precincts}, {one.id: one.district for one in contests}
    in_parts: defaultdict[PrecinctId, list[PrecinctPart]] = defaultdict(list)
    for part in parts:
        in_parts[part.precinct].append(part)
    for number, style in enumerate(styles):
        wanted = [(one, district) for one in dict.fromkeys(style.contests) if (district := of_district.get(one))]
        for electors in _electors_of(style, known, in_parts):
            for contest, district in wanted:
                if district not in electors.lie_in:
                    found = f"contest {quoted(contest)} of district {quoted(district)}"
                    expected = f"only contests of the districts of {electors.called}"
                    findings.add(f"ballot_styles[{number}].contests", found, expected, electors.remedy)


def _electors_of(
    style: BallotStyle, precincts: dict[PrecinctId, Precinct], in_parts: dict[PrecinctId, list[PrecinctPart]]
) -> Iterator[_Electors]:
    named = frozenset(style.parts)
    for precinct in dict.fromkeys(style.precincts):
        if precinct in in_parts:
            for part in in_parts[precinct]:
                if part.id in named:
                    called = f"part {quoted(part.id)} of precinct {quoted(precinct)} (13-2-116(2))"
                    yield _Electors(
                        called, part.lies_in, "Take it off the style, or the part; or correct its districts."
                    )
        elif precinct in precincts:
            remedy = "Take it off the style, or add the district to the precinct."
            yield _Electors(f"precinct {quoted(precinct)}", frozenset(precincts[precinct].districts), remedy)
