"""What the board of county canvassers does with each contest, and what it may not declare (13-15-405, 13-15-501)."""

from dataclasses import dataclass, replace
from typing import assert_never

from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.county_canvass.living_winners import LivingWinners, living_winners, ticket_to_name
from tabulate.election import Contest, ContestKind, ContestScope
from tabulate.offices import OF_A_COUNTY, Office, Purpose, Territory
from tabulate.recounts.classes import class_is_told, of_school
from tabulate.recounts.rights import RecountLine

_JUDGES = frozenset({Office.JUSTICE_OF_THE_PEACE, Office.CITY_JUDGE, Office.OTHER_JUDGE})
_WITHIN = (Territory.COUNTY, Territory.MUNICIPALITY, Territory.DISTRICT, Territory.PRECINCT)


@dataclass(frozen=True, slots=True)
class NotTheCountys:
    """A contest that the county's board does not declare."""

    why: str
    """With its section."""
    of_the_state: bool
    """Whether the state's board does; else the definition does not say whose it is."""


def act_on(contest: Contest) -> CanvassAct | NotTheCountys:
    """What the board does with the result of a contest, where it is no tie."""
    if why := _of_the_state(contest):
        return NotTheCountys(why, of_the_state=True)
    if not class_is_told(contest):
        return NotTheCountys(
            "the definition does not say who votes on it: state its office and territory, or the territory alone of an "
            "issue (13-15-405, 13-15-501)",
            of_the_state=False,
        )
    office, territory = contest.purpose.office, contest.purpose.territory
    if office in _JUDGES:
        return CanvassAct.SUPREME_COURT
    of_county = territory in (Territory.COUNTY, None)
    if contest.kind is ContestKind.ISSUE:
        return CanvassAct.PROCLAMATION if of_county else CanvassAct.GOVERNING_BODY
    countys = office in OF_A_COUNTY or office is Office.PRECINCT_COMMITTEE or territory is Territory.PRECINCT
    others = (Office.MUNICIPAL_OFFICE, Office.SPECIAL_DISTRICT, Office.SCHOOL)
    return CanvassAct.DECLARATION if countys or (of_county and office not in others) else CanvassAct.GOVERNING_BODY


def for_the_state(contest: Contest) -> bool:
    """Whether the board of state canvassers declares it, so that the county sends its returns there (13-15-501)."""
    return bool(_of_the_state(contest))


def _of_the_state(contest: Contest) -> str:
    """Why the state's board declares it; empty where the county's does."""
    purpose = contest.purpose
    canvassed = "is canvassed by the board of state canvassers (13-15-501, 13-15-502)"
    if purpose.legislative or contest.scope is ContestScope.LEGISLATIVE:
        return f"the legislature, in one county or several, {canvassed}"
    if purpose.office is Office.DISTRICT_JUDGE:
        return f"a district judge's office {canvassed}"
    if purpose.wider or (contest.kind is ContestKind.ISSUE and _wider(purpose)):
        return f"what is voted on in more than one county {canvassed}"
    if not purpose.stated and contest.scope in (ContestScope.FEDERAL, ContestScope.STATEWIDE):
        return f"what is voted on in more than one county {canvassed}"
    return ""


def _wider(purpose: Purpose) -> bool:
    return purpose.territory is not None and purpose.territory not in _WITHIN


@dataclass(frozen=True, slots=True)
class ContestResult:
    """What the board declares of a contest."""

    act: CanvassAct
    names: tuple[str, ...]
    """Who is elected or nominated, or the answer with more votes; of a tie those who are equal."""
    said: str
    """The sentence, with its section."""
    section: str
    """Of the act."""


def result_of(line: RecountLine, act: CanvassAct, *, names_written_in: frozenset[str]) -> ContestResult:
    """What is declared of a contest by its figures (13-1-103, 13-14-117); a tie is certified whatever else it is.

    `names_written_in` are those of the people who were written in.
    """
    section = _section(act)
    if waits := ticket_to_name(line.contest):
        return ContestResult(act, (), waits, _section(act))
    if line.tied:
        names = tuple(one.name for one in line.tied)
        whose = "trustees start" if of_school(line.contest.purpose) else "election administrator starts"
        by = "13-16-203(2)" if of_school(line.contest.purpose) else "13-15-405(4), 13-16-203"
        sentence = (
            f"{_listed(names)} have an equal number of votes. Nobody of them is declared. The {whose} a recount as if "
            f"a petition were filed ({by})."
        )
        return ContestResult(CanvassAct.TIE, names, sentence, _section(CanvassAct.TIE))
    found = winners_of(line)
    deceased = found.said(names_written_in)
    names = tuple(one.name for one in found.living)
    if not names:
        nobody = "Nobody has a vote, and nobody is declared (13-1-103)."
        return ContestResult(act, (), deceased or nobody, section)
    if nominates(line.contest):
        ranked = tuple(one.name for one in found.next_in_rank)
        result = _nominated(line.contest, act, tuple(one for one in names if one not in ranked), names_written_in)
        result = replace(result, names=(*result.names, *(one for one in ranked if one not in names_written_in)))
    else:
        result = ContestResult(act, names, _elected(line.contest, names, names_written_in), section)
    return replace(result, said=" ".join(filter(None, (result.said, deceased))))


def winners_of(line: RecountLine) -> LivingWinners:
    """Who has the most votes, those apart who died before the election."""
    return living_winners(line, ranks_on=line.contest.purpose.nonpartisan and nominates(line.contest))


def _elected(contest: Contest, names: tuple[str, ...], written_in: frozenset[str]) -> str:
    listed = _listed(names)
    if contest.kind is ContestKind.ISSUE:
        return f"{listed} has more votes than the other answer (13-1-103)."
    if contest.kind is ContestKind.RETENTION:
        return f"{listed} has more votes than the other answer (13-14-212)."
    if contest.purpose.ratification is not None:
        return f"Their side has more votes in all, and {listed} {_has(names)} the most of it: elected (13-26-104)."
    accepts = [name for name in names if name in written_in]
    more = f" {_listed(accepts)} was written in, and accepts within 10 days (13-15-111)." if accepts else ""
    return f"{listed} {_has(names)} the highest number of votes and {_is(names)} elected (13-1-103).{more}"


def _nominated(contest: Contest, act: CanvassAct, names: tuple[str, ...], written_in: frozenset[str]) -> ContestResult:
    """Somebody written in is not declared, and neither is the next in the place (13-10-204, 13-15-405(1))."""
    section = "13-14-117" if contest.purpose.nonpartisan else "13-1-103"
    printed = tuple(name for name in names if name not in written_in)
    waiting = tuple(name for name in names if name in written_in)
    said = []
    if printed:
        highest = f"{_listed(printed)} {_has(printed)} the highest number of votes"
        said.append(f"{highest} and {_is(printed)} nominated ({section}).")
    if waiting:
        said.append(
            f"{_listed(waiting)} {_has(waiting)} the highest number of votes, written in. Whether that nominates "
            "follows from the votes of the last general election and the acceptance (13-10-204)."
        )
    return ContestResult(act, printed, " ".join(said), _section(act))


def nominates(contest: Contest) -> bool:
    """Whether a contest nominates: a primary's, but for those in which a party elects its committee (13-38-201)."""
    purpose = contest.purpose
    of_committee = purpose.precinct_committee or purpose.office is Office.PRECINCT_COMMITTEE
    return not of_committee and (purpose.nominated is not None or purpose.party is not None)


def _section(act: CanvassAct) -> str:
    match act:
        case CanvassAct.DECLARATION:
            return "13-15-405(1)"
        case CanvassAct.PROCLAMATION:
            return "13-15-405(2)"
        case CanvassAct.GOVERNING_BODY:
            return "13-15-405(3)"
        case CanvassAct.TIE:
            return "13-15-405(4)"
        case CanvassAct.SUPREME_COURT:
            return "13-15-405(5)"
        case _:
            assert_never(act)


def _listed(names: tuple[str, ...] | list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _has(names: tuple[str, ...]) -> str:
    return "has" if len(names) == 1 else "have"


def _is(names: tuple[str, ...]) -> str:
    return "is" if len(names) == 1 else "are"
