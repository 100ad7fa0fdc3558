"""A small definition, a report with names of its own, and what of them meets."""

from dataclasses import replace
from typing import Any

from outside.matching.defined_election import DefinedChoice, DefinedContest, DefinedElection, DefinedPrecinct
from outside.matching.matching_names import matched
from outside.matching.name_map import Matching, NameMap
from outside.matching.outside_names import names_in
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind, placed
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tests.outside.simulated_county import NOTHING

P1, P2 = PrecinctId("p1"), PrecinctId("p2")


def choice(at: int, name: str, *parties: str) -> DefinedChoice:
    return DefinedChoice(ChoiceId(f"c{at}"), name, parties)


def contest(title: str, *choices: str, id_: str = "", **more: Any) -> DefinedContest:
    known = DefinedContest(ContestId(id_ or title), title, 1, (), frozenset((P1, P2)))
    return replace(known, choices=tuple(choice(at, *name.split("|")) for at, name in enumerate(choices)), **more)


def election(*contests: DefinedContest, precincts: tuple[str, ...] = ("Precinct 1", "Precinct 2")) -> DefinedElection:
    return DefinedElection(
        tuple(DefinedPrecinct(PrecinctId(f"p{at}"), one) for at, one in enumerate(precincts, 1)), contests
    )


def printed(title: str, *rows: str, seats: int | None = 1, **more: Any) -> OutsideContest:
    told = (row.partition("=") for row in rows)
    made = tuple(OutsideRow(name, OutsideRowKind.CHOICE, int(votes or 0)) for name, _, votes in told)
    return replace(OutsideContest(title, made, seats), **more)


def report(*contests: OutsideContest, precincts: tuple[str, ...] = ("PRECINCT 01", "PRECINCT 02")) -> OutsideResults:
    return OutsideResults(
        NOTHING, (), tuple(OutsidePrecinct(one, placed(contests), ballots_cast=9) for one in precincts)
    )


def found_in(results: OutsideResults, known: DefinedElection, confirmed: NameMap | None = None) -> Matching:
    return matched(names_in([results]), known, confirmed or NameMap())
