"""Close contests of a record's totals, and the ground that a notice of exemption names: 13-17-503(5)(b)."""

from dataclasses import replace
from pathlib import Path

import pytest

from audit.contests import AuditChoice, AuditContest
from audit.errors import Refused
from audit.exemption import Within
from audit.state import AuditState
from canvass.auditing.close_contests import close_in_county, ground_of
from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.election import ChoiceId, ContestId, ContestScope
from tabulate.offices import Office, Purpose, Territory
from tabulate.totals.results import ChoiceTotal, ContestTotals, Results
from tests.audit.audits import Audit, contest, opened
from tests.canvass.audited_county import CountedCounty, election_day

GOVERNOR = ContestId("governor")
SHERIFF = contest("sheriff", ContestScope.COUNTY, choices=(), write_ins=True)


PRESIDENT = replace(
    contest("president", ContestScope.FEDERAL),
    choices=(
        AuditChoice(ChoiceId("ash"), "Ash"),
        AuditChoice(ChoiceId("birch"), "Birch"),
        AuditChoice(ChoiceId("none"), "No preference", no_preference=True),
    ),
)


def state_of(*contests: AuditContest) -> AuditState:
    return Audit(replace(opened(), contests=(*opened().contests, *contests))).state


def totals(printed: dict[str, int], named: dict[str, int], pending: int = 0, of: ContestId = GOVERNOR) -> Results:
    def lines(votes: dict[str, int]) -> tuple[ChoiceTotal, ...]:
        return tuple(ChoiceTotal(ChoiceId(name), name.title(), count) for name, count in votes.items())

    one = ContestTotals(of, of.title(), 1, 10_000, lines(printed), True, pending, 0, (), lines(named))
    return Results("General", False, 0, 0, 0, (one,), ())


def test_repair_a9_a_named_write_in_stands_in_the_margin() -> None:
    (close,) = close_in_county(state_of(), totals({"cedar": 4_000, "doug": 1_000}, {"oak": 3_995}, 10))
    assert (close.margin, close.votes, close.within_201) == (5, 9_005, True)


def test_repair_a9_named_write_ins_stand_in_the_votes_that_a_margin_is_measured_by() -> None:
    (close,) = close_in_county(state_of(), totals({"cedar": 2_000, "doug": 1_990}, {"oak": 100}))
    assert (close.votes, close.within_201) == (4_090, True)


def test_repair_a9_a_race_with_write_ins_only_can_be_close() -> None:
    state = state_of(SHERIFF)
    (close,) = close_in_county(state, totals({}, {"oak": 30, "pine": 30}, of=SHERIFF.id))
    assert close.tie
    assert close_in_county(state, totals({}, {"oak": 30}, of=SHERIFF.id)) == ()


def test_no_preference_ties_with_nobody() -> None:
    alone = replace(PRESIDENT, choices=(PRESIDENT.choices[0], PRESIDENT.choices[2]))
    state, even = state_of(alone), totals({"ash": 500, "none": 500}, {}, of=PRESIDENT.id)
    assert close_in_county(state, even) == ()
    with pytest.raises(Refused, match=r"13-17-503\(5\)\(b\)"):
        ground_of(state, even, PRESIDENT.id, Within.FREE)
    (close,) = close_in_county(state, totals({"ash": 500, "none": 700}, {"oak": 500}, of=PRESIDENT.id))
    assert (close.tie, close.votes) == (True, 1_700)


def test_votes_of_no_preference_are_among_the_votes_of_the_office() -> None:
    (close,) = close_in_county(
        state_of(PRESIDENT), totals({"ash": 900, "birch": 897, "none": 898}, {}, of=PRESIDENT.id)
    )
    assert (close.margin, close.votes, close.within_201) == (3, 2_695, True)


def test_repair_a9_a_notice_names_a_contest_that_is_close_by_its_reading() -> None:
    state, bonded = state_of(), totals({"cedar": 2_010, "doug": 1_994}, {})
    assert "within 13-16-211" in ground_of(state, bonded, GOVERNOR, Within.BONDED)
    with pytest.raises(Refused, match=r"13-17-503\(5\)\(b\).*13-16-201"):
        ground_of(state, bonded, GOVERNOR, Within.FREE)
    with pytest.raises(Refused, match=r"13-17-503\(5\)\(b\)"):
        ground_of(state, bonded, ContestId("senator"), Within.BONDED)


def test_repair_a9_a_race_close_as_a_whole_is_a_ground_with_its_figures() -> None:
    state, clear = state_of(), totals({"cedar": 4_000, "doug": 1_000}, {})
    assert "the race as a whole: 200400, 200395" in ground_of(state, clear, GOVERNOR, Within.FREE, (200_400, 200_395))
    with pytest.raises(Refused, match="the race as a whole"):
        ground_of(state, clear, GOVERNOR, Within.FREE, (200_400, 100_395))


def test_repair_a9_the_command_exempts_by_no_contest_that_is_not_close(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    CountedCounty(tmp_path / "record").count_precinct(1)
    notice = tmp_path / "notice.pdf"
    notice.write_bytes(b"signed")
    assert run(["audit", "unofficial", str(tmp_path / "record"), "--on", str(election_day())]) == ExitCode.DONE
    filing = ["audit", "exempt", str(tmp_path / "record"), "--notice", str(notice), "--filed-by", "Clerk", "--contest"]
    assert run([*filing, "us-representative"]) != ExitCode.DONE
    assert "13-17-503(5)(b)" in capsys.readouterr().err
    assert run([*filing, "us-senator", "--whole", "9,none"]) != ExitCode.DONE
    assert run([*filing, "us-senator", "--whole", "900,899"]) == ExitCode.DONE
    assert "the county is exempt" in capsys.readouterr().out


def standing(name: str, purpose: Purpose) -> AuditContest:
    return replace(contest(name, None, choices=("ash", "birch", "cedar")), purpose=purpose)


PEACE = standing("peace", Purpose(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, nonpartisan=True, nominated=2))
JUDGE = standing("judge-2", Purpose(Office.DISTRICT_JUDGE, Territory.COUNTIES, nonpartisan=True))
COMMITTEE = standing("committee", Purpose(Office.PRECINCT_COMMITTEE, Territory.PRECINCT, precinct_committee=True))


def test_repair_a11_the_third_of_a_primary_is_close_in_the_record_s_totals() -> None:
    state = state_of(PEACE)
    (close,) = close_in_county(state, totals({"ash": 600, "birch": 301, "cedar": 300}, {}, of=PEACE.id))
    assert (close.margin, close.votes, close.within_201) == (1, 1_201, True)
    assert close_in_county(state, totals({"ash": 500, "birch": 499, "cedar": 100}, {}, of=PEACE.id)) == ()
    (even,) = close_in_county(state, totals({"ash": 600, "birch": 300}, {"oak": 300}, of=PEACE.id))
    assert even.tie
    whole = ground_of(state, totals({"ash": 9}, {}, of=PEACE.id), PEACE.id, Within.FREE, (600, 301, 300))
    assert whole.endswith("600, 301, 300")


def test_repair_a10_ten_votes_are_close_by_the_office_and_not_by_the_court() -> None:
    votes = {"ash": 500, "birch": 490}
    elected = standing("peace", Purpose(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, nonpartisan=True))
    (close,) = close_in_county(state_of(elected), totals(votes, {}, of=elected.id))
    assert (close.margin, close.votes, close.within_201) == (10, 990, True)
    assert close_in_county(state_of(JUDGE), totals(votes, {}, of=JUDGE.id)) == ()


def test_repair_a9_3_a_precinct_committee_is_not_on_the_list_and_no_ground() -> None:
    state, even = state_of(COMMITTEE), totals({"ash": 12, "birch": 12}, {}, of=COMMITTEE.id)
    assert close_in_county(state, even) == ()
    for whole in ((), (12, 12)):
        with pytest.raises(Refused, match="which the statute excepts"):
            ground_of(state, even, COMMITTEE.id, Within.FREE, whole)
