"""The columns anyone can write: typed by a person, or written of other results."""

from dataclasses import replace

import pytest

from outside.columns.columns_writing import columns_of
from outside.errors import OutsideFileError
from outside.results import OutsideRowKind
from tests.outside.given_files import results_of
from tests.outside.results.typed_columns import TYPED
from tests.outside.simulated_county import Shape, as_printed, simulated_county


def test_any_results_survive_being_written_in_columns() -> None:
    truth = as_printed(simulated_county(50), Shape(written_in=True, codes=True))
    found = results_of(columns_of(truth).encode())
    assert (found.groups, found.precincts) == (truth.groups, truth.precincts)


@pytest.mark.parametrize("name", ["=1+1", "+1+1", "-2-3", "@SUM(A1)", "'=x", "“Bo” Ås, Jr.", 'A "B" C', "\uff11\uff12"])
def test_a_name_that_a_spreadsheet_would_compute_survives(name: str) -> None:
    truth = as_printed(simulated_county(51, precincts=1), Shape(groups=False))
    contest = truth.precincts[0].contests[0]
    rows = (replace(contest.rows[0], name=name), *contest.rows[1:])
    truth = replace(truth, precincts=(replace(truth.precincts[0], contests=(replace(contest, rows=rows),)),))
    written = columns_of(truth)
    assert f"\n{name}" not in written
    assert f",{name}," not in written or not name.startswith(("=", "+", "-", "@"))
    assert results_of(written.encode()).precincts == truth.precincts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_typed_columns_are_read_in_any_encoding_with_any_mark(encoding: str, mark: str) -> None:
    typed = TYPED.replace("A. Able", "Åsa Able").replace(",", mark)
    found = results_of(typed.encode(encoding))
    (contest,) = found.precincts[0].contests
    assert (contest.rows[0].name, contest.votes, found.precincts[0].ballots_cast) == ("Åsa Able", 215, 226)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("choice,212", "choice,2I2", "line 2, votes"),
        ("choice,212", "choice,-1", "line 2, votes"),
        ("choice,212", "vote,212", "line 2: found the kind"),
        ("P07,Sheriff,,write-ins", ",Sheriff,,write-ins", "line 3.*a precinct"),
        ("P07,Sheriff,,write-ins,3,", "P07,Sheriff,A. Able,choice,3,", "second time"),
        ("choice,212,", "choice,212,Absentee\nP07,Sheriff,B. Best,choice,1,Mail", "no figure for the group"),
        ("kind,votes", "kind,ballots,votes", "column 'ballots'"),
        ("P07,,,ballots cast", "P07,Sheriff,,ballots cast", "line 6.*no contest"),
    ],
)
def test_a_row_that_says_nothing_certain_is_refused_with_its_line(old: str, new: str, words: str) -> None:
    assert old in TYPED
    with pytest.raises(OutsideFileError, match=words):
        results_of(TYPED.replace(old, new).encode())


def test_none_is_never_nought() -> None:
    found = results_of(TYPED.encode())
    assert found.precincts[0].registered is None
    assert found.precincts[0].contests[0].figure(OutsideRowKind.NOT_ASSIGNED) is None
