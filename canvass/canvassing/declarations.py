"""What the board declares, proclaims and certifies, one document for each contest (13-15-405)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.report_document import signers, title_of
from canvass.canvassing.report_figures import joined_in, total_vote, total_vote_shown
from canvass.console.text import hour_of, plural
from canvass.errors import InputError, RefusedError
from canvass.reporting.election_json import election_json
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.signing.papers_signed import signatures_json, signatures_table
from tabulate.board.county.canvass_entries import ResultsDeclared
from tabulate.board.county.canvass_terms import CanvassAct, DeclaredContest
from tabulate.county_canvass.audit_of_returns import CheckStanding
from tabulate.county_canvass.canvassed import CanvassedContest
from tabulate.county_canvass.declaring import ContestResult, NotTheCountys, act_on, result_of
from tabulate.county_canvass.issue_answers import votes_of_answers
from tabulate.county_canvass.school_bonds import bond_result
from tabulate.election import ContestId
from tabulate.offices import BondElection
from tabulate.recounts.rights import Recount, RecountLine


@dataclass(frozen=True, slots=True)
class ToDeclare:
    """A contest with what the board does with its result, or why it does nothing."""

    canvassed: CanvassedContest
    line: RecountLine
    result: ContestResult | NotTheCountys


def all_to_declare(standing: CountyStanding) -> tuple[ToDeclare, ...]:
    """Every contest, in the definition's order."""
    return tuple(
        ToDeclare(one, line, result_of_contest(standing, one, line))
        for one, line in zip(standing.contests, standing.lines, strict=True)
    )


def result_of_contest(
    standing: CountyStanding, one: CanvassedContest, line: RecountLine
) -> ContestResult | NotTheCountys:
    """What the board does with one contest by its figures; with a school bond by its turnout (20-9-428)."""
    act = act_on(one.contest)
    if isinstance(act, NotTheCountys):
        return act
    recounted = all(own.recounted for _, own in one.by_precinct)
    if (held := one.contest.purpose.school_bond) is not None and (recounted or not line.tied):
        return _of_bond(one, held, act, standing.counts.qualified.get(one.contest.id))
    written_in = frozenset(choice.name for choice in one.choices if choice.write_in)
    return result_of(line, act, names_written_in=written_in)


def _of_bond(
    one: CanvassedContest, held: BondElection, act: CanvassAct, qualified: int | None
) -> ContestResult | NotTheCountys:
    """Of a school bond: passed or not, by the turnout (20-9-428). A tie comes here after its recount (13-16-203(2))."""
    if qualified is None and held is BondElection.ALONE:
        return NotTheCountys(
            "how many electors were qualified to vote on it is not entered, and by them the bond passes or fails: "
            "canvass bond qualified (20-9-428)",
            of_the_state=False,
        )
    pairs = zip(one.choices, one.county.votes, strict=True)
    votes = votes_of_answers((choice.name, number or 0) for choice, number in pairs)
    if votes is None:
        return NotTheCountys("its answers do not say which is for it (20-9-428)", of_the_state=False)
    ballots = _ballots_of(one)
    if ballots is None:
        return NotTheCountys(
            "how many electors voted is not told: another system's count has no undervotes, and the electors voting "
            "are not entered (20-9-428)",
            of_the_state=False,
        )
    if held is BondElection.ALONE and qualified is not None and ballots > qualified:
        return NotTheCountys(
            f"{ballots:,} electors voted, more than the {qualified:,} entered as qualified: look the number "
            "up, and enter it again: canvass bond qualified (20-9-428)",
            of_the_state=False,
        )
    found = bond_result(held, qualified or 1, votes, ballots)
    return ContestResult(act, (found.word,), found.said, "20-9-428")


def _ballots_of(one: CanvassedContest) -> int | None:
    """Those that carry the bond, those blank there too; by electors voting where ballots without a vote are untold."""
    figures = [number for number in one.county.figures if number is not None]
    return sum(figures) if None not in one.county.figures else one.county.electors


def chosen_to_declare(standing: CountyStanding, contests: Iterable[str]) -> tuple[ToDeclare, ...]:
    """The contests that were asked for, by id or title; all that the county declares where none was.

    Raises InputError for one that there is not, RefusedError for one that is not the county's to declare.
    """
    every, asked = all_to_declare(standing), tuple(contests)
    if not asked:
        return tuple(one for one in every if isinstance(one.result, ContestResult))
    found = tuple(_named(every, name) for name in asked)
    for one in found:
        if isinstance(one.result, NotTheCountys):
            raise RefusedError(
                f"{one.canvassed.contest.title} is not declared by the county: {one.result.why}. Nothing was written."
            )
    return found


def _named(every: tuple[ToDeclare, ...], name: str) -> ToDeclare:
    for one in every:
        if name in (one.canvassed.contest.id, one.canvassed.contest.title):
            return one
    known = ", ".join(str(one.canvassed.contest.id) for one in every[:8])
    raise InputError(f"There is no contest {name[:80]!r}. Nothing was written. Name one of the definition: {known}.")


def declared_contests(chosen: Iterable[ToDeclare]) -> tuple[DeclaredContest, ...]:
    """As the ledger keeps them."""
    return tuple(
        DeclaredContest(one.canvassed.contest.id, one.result.act, one.result.names)
        for one in chosen
        if isinstance(one.result, ContestResult)
    )


def declaration_document(standing: CountyStanding, one: ToDeclare, number: int, entry: ResultsDeclared) -> Document:
    """The document of one contest, with places for signatures; `entry` declared it. Raises RefusedError."""
    result = one.result
    if isinstance(result, NotTheCountys):
        raise RefusedError(f"{one.canvassed.contest.title} is not declared by the county: {result.why}.")
    election = standing.election
    held_in = f"{election.county}, {election.title} of {election.date}"
    return Document(
        title=f"{result.act.value.capitalize()}: {title_of(one.canvassed)}",
        lines=(
            f"{held_in}.",
            f"{_addressed(result.act)} ({result.section}):",
            result.said,
            *joined_in(one.canvassed),
            *_pending(standing, one.canvassed.contest.id),
            f"Total vote for the position: {total_vote_shown(one.line)} (13-15-208). {_margin(one.line)}",
            f"By the report of entry {entry.report_entry:,}. Declared on {hour_of(entry.at)}, entry {number:,}.",
            f"Signed by {', '.join(entry.signed_by)}.",
            *(standing.counts.outside if any(own.outside for _, own in one.canvassed.by_precinct) else ()),
            f"Ledger {standing.head.number}:{standing.head.hash}",
        ),
        tables=(_votes(one.canvassed), *signatures_table(standing.counts.signatures.under(number))),
        signatures=signers(standing),
        paper=PaperLook(upright=True, foot=f"Ledger {standing.head.number}:{standing.head.hash[:16]}. {held_in}."),
    )


def _votes(one: CanvassedContest) -> Table:
    rows = tuple((choice.name, votes) for choice, votes in zip(one.choices, one.county.votes, strict=True))
    return Table("Votes", "", columns_of("", "#Votes"), rows)


def _addressed(act: CanvassAct) -> str:
    match act:
        case CanvassAct.DECLARATION:
            return "The board of county canvassers declares"
        case CanvassAct.PROCLAMATION:
            return "The board of county canvassers proclaims"
        case CanvassAct.GOVERNING_BODY:
            return "The board of county canvassers certifies to the governing body of each participating subdivision"
        case CanvassAct.TIE:
            return "The board of county canvassers certifies to the election administrator"
        case CanvassAct.SUPREME_COURT:
            return "The board of county canvassers declares, and certifies to the supreme court"
        case _:
            assert_never(act)


def _pending(standing: CountyStanding, contest: ContestId) -> Iterator[str]:
    """What the board petitioned for where the contest was voted on, until it is recounted there."""
    open_here = {
        one.precinct.id
        for one in standing.returns
        for own in one.contests
        if own.contest == contest and not own.recounted
    }
    petitioned = dict.fromkeys(
        str(one.precinct.id)
        for one in standing.checks
        if one.standing is CheckStanding.PETITIONED and one.precinct.id in open_here
    )
    if petitioned:
        yield f"The board's petition is pending in precinct {', '.join(petitioned)} (13-15-403(4))."


def _margin(line: RecountLine) -> str:
    """What the margin allows whoever lost (13-16-201, 13-16-211)."""
    match line.recount:
        case Recount.FREE:
            return f"Margin {plural(line.margin or 0, 'vote')}: a recount on a petition, without a bond (13-16-201)."
        case Recount.BOND:
            return f"Margin {plural(line.margin or 0, 'vote')}: a recount on a petition with a bond (13-16-211)."
        case Recount.COURT:
            return f"Margin {plural(line.margin or 0, 'vote')}: a recount by order of a court alone (13-16-301)."
        case Recount.TIE:
            return "A tie: a recount without a petition (13-16-203)."
        case Recount.NONE:
            return ""
        case _:
            assert_never(line.recount)


def declared_already(standing: CountyStanding, one: ToDeclare) -> tuple[int, ResultsDeclared] | None:
    """The last declaration of this contest by the report that holds, where it says what the figures say."""
    for number, entry in reversed(standing.canvass.declared):
        for contest in entry.contests:
            if contest.contest == one.canvassed.contest.id:
                return (number, entry) if (contest,) == declared_contests((one,)) else None
    return None


def declaration_bytes(standing: CountyStanding, one: ToDeclare, form: str) -> bytes:
    """The document of a contest that was declared, in one of the forms of reports. Raises RefusedError."""
    found, result = declared_already(standing, one), one.result
    if found is None or isinstance(result, NotTheCountys):
        raise RefusedError(f"The board has not declared {one.canvassed.contest.title} (13-15-405).")
    number, entry = found
    as_json = {
        "format": "canvass-county-declaration/1",
        **election_json(standing.election),
        "contest": one.canvassed.contest.id,
        "title": one.canvassed.contest.title,
        "act": result.act.value,
        "section": result.section,
        "names": list(result.names),
        "said": result.said,
        "votes": [
            {"choice": choice.key, "name": choice.name, "write_in": choice.write_in, "votes": votes}
            for choice, votes in zip(one.canvassed.choices, one.canvassed.county.votes, strict=True)
        ],
        "total_vote": total_vote(one.line),
        "recount": one.line.recount.value,
        "margin": one.line.margin,
        "report_entry": entry.report_entry,
        "entry": number,
        "at": entry.at,
        "signed_by": list(entry.signed_by),
        "signed_with_keys": signatures_json(standing.counts.signatures.under(number)),
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
    }
    return bytes_of(declaration_document(standing, one, number, entry), form, json.dumps(as_json, indent=1))


def file_name_of(standing: CountyStanding, one: ToDeclare) -> str:
    """The contest's place in the definition, and its id as far as a file may be called so."""
    own = one.canvassed.contest.id
    place = [each.contest.id for each in standing.contests].index(own) + 1
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in own)
    return f"{place:03d}-{plain[:60]}"
