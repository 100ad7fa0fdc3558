"""`canvass printout`: what it prints is read back as the votes given; what cannot be cast is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from canvass.cli import canvass, run
from canvass.errors import ExitCode
from tabulate.definitions import load_definition
from tabulate.election import Contest, Election
from test_ballots.printouts.votes import contests_of
from tests.canvass.conftest import County


@pytest.fixture(scope="module")
def election(county: County) -> Election:
    return load_definition(county.definition)


def write_in_contest(election: Election) -> Contest:
    return next(contest for contest in contests_of(election, 0) if contest.write_ins)


def print_votes(county: County, election: Election, votes: object, out: Path, *more: str) -> int:
    card = election.cards[0]
    file = out.with_suffix(".json")
    file.write_text(votes if isinstance(votes, str) else json.dumps(votes))
    where = ["--ballot-style", card.ballot_style, "--precinct", str(card.precinct)]
    return run(["printout", str(county.definition), *where, "--votes", str(file), "--out", str(out), *more])


def read_back(county: County, file: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["read", str(county.definition), str(file), "--json"]) in (0, 1)
    (line,) = capsys.readouterr().out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.mark.parametrize("form", ["letter", "card"])
def test_what_is_printed_is_read_back_as_the_votes_given(
    form: str, county: County, election: Election, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contests = contests_of(election, 0)
    named = write_in_contest(election)
    votes: dict[str, list[str]] = {contest.id: [contest.choices[0].id] for contest in contests[1:]}
    votes[named.id] = ["write-in:smokey the  bear"]
    assert print_votes(county, election, votes, tmp_path / "ballot.pdf", "--form", form) == 0
    line = read_back(county, tmp_path / "ballot.pdf", capsys)
    assert (line["kind"], line["outcome"]) == ("device printout", "read")
    expected = {contest.id: votes.get(contest.id, []) for contest in contests} | {
        named.id: ["write-in:SMOKEY THE BEAR"]
    }
    assert {one["contest"]: one["choices"] for one in line["contests"]} == expected
    assert line["words"]["agree"] == [contest.id for contest in contests]


def test_the_same_votes_give_the_same_bytes_also_from_stdin(county: County, election: Election, tmp_path: Path) -> None:
    contest = contests_of(election, 0)[0]
    votes = {contest.id: [contest.choices[0].id]}
    assert print_votes(county, election, votes, tmp_path / "one.pdf") == 0
    card = election.cards[0]
    arguments = ["printout", str(county.definition), "--ballot-style", card.ballot_style, "--precinct"]
    arguments += [str(card.precinct), "--votes", "-", "--out", str(tmp_path / "two.pdf")]
    done = CliRunner().invoke(canvass, arguments, input=json.dumps(votes), standalone_mode=False)
    assert done.exception is None
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_test_printout_among_real_ballots_never_counts(
    county: County, election: Election, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contest = contests_of(election, 0)[0]
    scans = tmp_path / "scans"
    scans.mkdir()
    assert print_votes(county, election, {contest.id: [contest.choices[0].id]}, scans / "t.pdf", "--test") == 0
    (scans / "t.json").unlink()
    assert run(["new", str(tmp_path / "rec"), str(county.definition)]) == 0
    count = ["count", str(tmp_path / "rec"), str(scans), "--machine", "left"]
    assert run([*count, "--batch", "R"]) == ExitCode.WAITING
    assert run([*count, "--batch", "T", "--kind", "test"]) == 0
    capsys.readouterr()
    run(["status", str(tmp_path / "rec"), "--json"])
    status = json.loads(capsys.readouterr().out)
    assert status["reasons"] == {"test ballot": 1}
    assert (status["sheets"]["counted"], status["test_sheets"]["counted"]) == (0, 1)
    assert (status["printouts"]["sheets"], status["test_printouts"]["sheets"]) == (0, 1)
    assert run(["verify", str(tmp_path / "rec"), "--images"]) == 0


def bad_votes(election: Election) -> list[tuple[object, str]]:
    contests = contests_of(election, 0)
    one = next(contest for contest in contests if contest.seats == 1)
    without = next(contest for contest in contests if not contest.write_ins)
    named = write_in_contest(election)
    first = one.choices[0].id
    return [
        ({"nowhere": [first]}, "no contest 'nowhere'"),
        ({one.id: ["nobody"]}, "no choice 'nobody'"),
        ({one.id: [choice.id for choice in one.choices[:2]]}, "2 votes where 1 may be cast"),
        ({one.id: [first, first]}, "the same choice stands there twice"),
        ({without.id: ["write-in:SMOKEY"]}, "a write-in is not allowed"),
        ({named.id: ["write-in:"]}, "no name"),
        ({named.id: ["write-in:" + 41 * "A"]}, "no name"),
        ({named.id: ["write-in:A\x07B"]}, "no name"),
        ({one.id: first}, "expected a list"),
        ({one.id: [1]}, "expected a list"),
        ([first], "holds no object"),
        ("{", "is not JSON"),
        (f'{{"{one.id}": [], "{one.id}": []}}', "twice"),
        (5000 * "[", "is not JSON"),
    ]


def test_votes_that_nobody_can_cast_are_refused_and_nothing_is_written(
    county: County, election: Election, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for votes, message in bad_votes(election):
        capsys.readouterr()
        assert print_votes(county, election, votes, tmp_path / "ballot.pdf") == ExitCode.WRONG_INPUT, message
        assert message in capsys.readouterr().err
    assert not (tmp_path / "ballot.pdf").exists()


@pytest.mark.parametrize(("style", "precinct"), [("nowhere", None), (None, "nowhere")])
def test_a_style_or_precinct_that_is_none_is_refused(
    style: str | None,
    precinct: str | None,
    county: County,
    election: Election,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "votes.json").write_text("{}")
    card = election.cards[0]
    where = ["--ballot-style", style or card.ballot_style, "--precinct", precinct or str(card.precinct)]
    files = ["--votes", str(tmp_path / "votes.json"), "--out", str(tmp_path / "out.pdf")]
    assert run(["printout", str(county.definition), *where, *files]) == ExitCode.WRONG_INPUT
    assert "It has: " in capsys.readouterr().err
