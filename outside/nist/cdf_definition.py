"""The election in a report of NIST's format: contests, selections, and the names of units."""

from dataclasses import dataclass

from outside.errors import OutsideFileError
from outside.nist.cdf_nodes import CdfNode
from outside.records.choice_names import told_apart

_AGAIN = "The file does not fit itself: export it again."
_ONE_VOTE = ("BallotMeasureContest", "RetentionContest")


@dataclass(frozen=True, slots=True)
class CdfSelection:
    """One selection of a contest."""

    name: str
    is_write_in: bool


@dataclass(frozen=True, slots=True)
class CdfContest:
    """One contest."""

    id: str
    title: str
    seats: int | None
    selections: dict[str, CdfSelection]
    """By their ids, which are unique in a contest alone."""


@dataclass(frozen=True, slots=True)
class CdfDefinition:
    """What records refer to."""

    election: str
    election_id: str
    scope: str
    contests: dict[str, CdfContest]
    units: dict[str, str]
    """The name of each geopolitical unit, by its id."""


def cdf_definition(report: CdfNode) -> CdfDefinition:
    """The definition in a report. Raises OutsideFileError where there is none, or several."""
    elections = report.nodes("Election")
    if len(elections) != 1:
        raise OutsideFileError(f"{len(elections)} elections", "one", _AGAIN, "Election")
    (election,) = elections
    units = {unit.id: unit.text("Name") or unit.id for unit in report.nodes("GpUnit")}
    parties = {one.id: _name(one) for one in (*report.nodes("Party"), *election.nodes("Party"))}
    names = {one.id: _name(one) for one in election.nodes("Candidate")} | parties
    contests = [_contest(one, names) for one in election.nodes("Contest")]
    by_id = {one.id: one for one in contests}
    if len(by_id) < len(contests) or "" in by_id:
        raise OutsideFileError("contests without ids, or with one id", "an id for each", _AGAIN, "Election")
    scope = election.text("ElectionScopeId")
    return CdfDefinition(election.text("Name"), election.id, units.get(scope, ""), by_id, units)


def _name(node: CdfNode) -> str:
    """What people call it: its name, else its code."""
    codes = (code.text("Value") for code in node.nodes("Code"))
    return node.text("Name") or next((code for code in codes if code), "") or node.id


def _contest(contest: CdfNode, names: dict[str, str]) -> CdfContest:
    seats = contest.whole("VotesAllowed")
    if seats is None and contest.kind in _ONE_VOTE:
        seats = 1
    selections = contest.nodes("ContestSelection")
    apart = told_apart([_selected(one, names) for one in selections])
    by_id = {
        one.id: CdfSelection(name, one.text("IsWriteIn") == "true") for one, name in zip(selections, apart, strict=True)
    }
    if len(by_id) < len(selections):
        raise OutsideFileError("selections with one id", "an id for each", _AGAIN, f"contest {contest.id}")
    return CdfContest(contest.id, _name(contest), seats or None, by_id)


def _selected(selection: CdfNode, names: dict[str, str]) -> str:
    people = (*selection.references("CandidateIds"), *selection.references("PartyIds"))
    told = selection.text("Selection") or " / ".join(names.get(one, one) for one in people)
    return told or _name(selection)
