"""Over simulated counties: what systems do to names loses none, and nothing is ever mapped wrongly."""

import pytest

from outside.matching.mapped_figures import mapped_figures
from outside.matching.name_map import Matching
from tabulate.election import ChoiceId, PrecinctId
from tests.outside.matching.names_met import found_in
from tests.outside.matching.renamed_county import RenamedCounty, hard, mild, renamed_county, same


def check_against_truth(county: RenamedCounty, found: Matching) -> int:
    """Nothing is mapped wrongly; how many names are mapped."""
    for one in found.map.precincts:
        assert county.precincts[one.outside.name] in ("", one.precinct), one
    for contest_ in found.map.contests:
        assert county.contests[contest_.outside.title] in ("", contest_.contest), contest_
        for two in contest_.choices:
            assert county.choices[str(contest_.contest), two.outside.name] in ("", two.choice), two
    choices = sum(len(one.choices) for one in found.map.contests)
    return len(found.map.precincts) + len(found.map.contests) + choices


@pytest.mark.parametrize("seed", range(40))
def test_what_systems_do_to_names_keeps_nothing_from_being_mapped(seed: int) -> None:
    for rename in (same, mild):
        county = renamed_county(seed, rename)
        found = found_in(county.results, county.election)
        known = county.election.contests
        everything = len(county.election.precincts) + len(known) + sum(len(one.choices) for one in known)
        assert check_against_truth(county, found) == everything, found.waiting


def test_nothing_is_mapped_wrongly_over_random_counties() -> None:
    mapped = waiting = 0
    for seed in range(100):
        county = renamed_county(seed, hard)
        found = found_in(county.results, county.election)
        mapped += check_against_truth(county, found)
        waiting += len(found.waiting)
    assert mapped > 500, "the noise leaves something to map"
    assert waiting > 300, "the noise leaves something to ask"


def test_figures_go_where_their_names_say_whatever_the_order() -> None:
    for seed in range(20):
        county = renamed_county(seed, same)
        found = found_in(county.results, county.election)
        figures = {one.precinct: one for one in mapped_figures(county.results, found.map, county.election)}
        for precinct in county.results.precincts:
            for one in precinct.contests:
                id_ = county.contests[one.title]
                meant = county.election.contest(id_)
                told = figures[PrecinctId(county.precincts[precinct.name])].contest(id_)
                assert told is not None
                assert meant is not None
                by_choice = dict(zip((x.id for x in meant.choices), told.votes, strict=True))
                for row in one.rows:
                    assert by_choice[ChoiceId(county.choices[id_, row.name])] == row.total
