"""Actions in court on paper and for programs: each with its days, what was found, and the certificates that follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from canvass.canvassing.certificate_lines import certificates_shown, entitled_by
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import all_to_declare
from canvass.canvassing.report_document import title_of
from canvass.console.text import hour_of
from canvass.contesting.court_entering import canvassed_of, position_of_contest
from canvass.contesting.without_votes import said_of, taken_out, votes_table
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.county.certificate_entries import CertificateKind
from tabulate.board.county.court_actions import CourtAction
from tabulate.board.county.court_entries import (
    CourtActionAppealed,
    CourtActionBegun,
    CourtActionEnded,
    CourtActionJudged,
    CourtActionKind,
    CourtEntry,
)
from tabulate.board.words_said import day_in_montana
from tabulate.calendar.contesting import (
    bond_election_voided_until,
    election_contested_until,
    nomination_contested_until,
)
from tabulate.county_canvass.declaring import for_the_state
from tabulate.election import ContestId
from tabulate.recounts.illegal_votes import WithoutIllegalVotes

_HASH_SHOWN = 16
HOLDS = "It is open: nothing of this election is disposed of before it has ended (13-1-303(1)(c))."


@dataclass(frozen=True, slots=True)
class CourtDeadline:
    """The last day on which an action is begun, and by which section."""

    last: date
    section: str


def deadline_of(standing: CountyStanding, begun: CourtActionBegun) -> CourtDeadline:
    """The last day for an action (13-36-102, 13-35-107)."""
    day, last_day = standing.election.date, standing.counts.last_day
    match begun.action:
        case CourtActionKind.NOMINATION:
            certified = date.fromisoformat(begun.certified_on)
            return CourtDeadline(nomination_contested_until(certified, last_day), "13-36-102(1)")
        case CourtActionKind.ELECTION:
            return CourtDeadline(election_contested_until(day, last_day), "13-36-102(2)")
        case CourtActionKind.VOID:
            return CourtDeadline(election_contested_until(day, last_day), "13-35-107")
        case CourtActionKind.VOID_BOND:
            return CourtDeadline(bond_election_voided_until(day, last_day), "13-35-107")
        case _:
            assert_never(begun.action)


def late_action(standing: CountyStanding, begun: CourtActionBegun) -> str:
    """That it was begun after the last day; empty where it was not."""
    found = deadline_of(standing, begun)
    if date.fromisoformat(begun.begun_on) <= found.last:
        return ""
    return (
        f"LATE: the last day to begin it was {found.last:%A} {found.last} ({found.section}). Whether it was too late "
        "is for the court to say."
    )


def last_days(standing: CountyStanding) -> Iterator[tuple[str, CourtDeadline]]:
    """Until when each kind of action may be begun: what it is, with its day; of each nomination that was certified."""
    day, last_day = standing.election.date, standing.counts.last_day
    yield "contest of an election", CourtDeadline(election_contested_until(day, last_day), "13-36-102(2)")
    yield "action to void an election", CourtDeadline(election_contested_until(day, last_day), "13-35-107")
    yield "action to void a bond election", CourtDeadline(bond_election_voided_until(day, last_day), "13-35-107")
    for _, one in standing.certificates.issued:
        if one.person.kind is CertificateKind.NOMINATION:
            last = nomination_contested_until(day_in_montana(one.at), last_day)
            yield f"contest of the nomination of {one.person}", CourtDeadline(last, "13-36-102(1)")


def undeclared_action(standing: CountyStanding, begun: CourtActionBegun) -> str:
    """That whom it is against was never nominated or elected here, as far as the record has it; empty where it was.

    An elector contests the right of somebody nominated or elected (13-36-101). What the state declares is not known.
    """
    contest = canvassed_of(standing, begun.contest)
    if begun.against is None or for_the_state(contest.contest):
        return ""
    named = dict(_declared(standing, begun.contest))
    if begun.against in named:
        return ""
    name = next((one.name for one in contest.choices if one.key == begun.against), begun.against)
    found = f"it declares {', '.join(named.values())}" if named else "nobody is declared in it yet"
    return (
        f"LOOK AT THE NAME: {name} is not who was {_became(begun.action)} in {contest.contest.title}, by this record: "
        f"{found} (13-36-101). Whether the action may be begun is for the court to say."
    )


def warned_of(standing: CountyStanding, entry: CourtEntry) -> tuple[str, ...]:
    """Both, of an action that is begun; nothing of any other entry."""
    if not isinstance(entry, CourtActionBegun):
        return ()
    return tuple(filter(None, (late_action(standing, entry), undeclared_action(standing, entry))))


def _became(action: CourtActionKind) -> str:
    return "nominated" if action is CourtActionKind.NOMINATION else "elected"


def _declared(standing: CountyStanding, contest: ContestId) -> Iterator[tuple[str, str]]:
    """Whoever was declared in it, whatever became of that: the key and the name of each."""
    one = next(each for each in all_to_declare(standing) if each.canvassed.contest.id == contest)
    keys = {choice.name: choice.key for choice in one.canvassed.choices}
    for declared in standing.canvass.declarations_of(contest):
        if declared.contest.act is not CanvassAct.TIE:
            yield from ((keys[name], name) for name in declared.contest.names if name in keys)
    for _, issued in standing.certificates.issued:
        if issued.person.contest == contest:
            yield issued.person.choice, issued.person.name
    if standing.canvass.declarations_of(contest):
        yield from ((each.person.choice, each.person.name) for each in entitled_by(standing, one))


def illegal_in(standing: CountyStanding, action: CourtAction, judged: CourtActionJudged) -> WithoutIllegalVotes:
    """The contest without the votes that a judgment found illegal, as far as the figures have so many now."""
    totals = position_of_contest(canvassed_of(standing, action.begun.contest))
    votes = {one.choice: one.votes for one in totals.votes}
    illegal = {one.choice: min(one.votes, votes.get(one.choice, 0)) for one in judged.illegal}
    return taken_out(totals, {choice: number for choice, number in illegal.items() if choice in votes})


def what_it_changes(standing: CountyStanding, action: CourtAction, entry: CourtEntry) -> tuple[tuple[str, str], ...]:
    """The illegal votes of a judgment, and what they change, with headings; nothing of any other entry."""
    if not isinstance(entry, CourtActionJudged) or not entry.illegal:
        return ()
    illegal = ", ".join(f"{name_in_action(standing, action, one.choice)} {one.votes:,}" for one in entry.illegal)
    changed = " ".join(said_of(illegal_in(standing, action, entry)))
    return (("Illegal votes", illegal), ("What they change", changed))


def court_document(standing: CountyStanding, action: CourtAction) -> Document:
    """One action, to be signed and kept with the papers of the election."""
    begun, head, election = action.begun, standing.head, standing.election
    held_in, title = f"{election.county}, {election.title} of {election.date}", contest_title(standing, action)
    against = f" Against {name_in_action(standing, action, begun.against)}." if begun.against is not None else ""
    found, late = deadline_of(standing, begun), late_action(standing, begun)
    return Document(
        title=f"{begun.action.value.capitalize()}: case {begun.case}",
        lines=(
            f"{held_in}. {title}.{against}",
            f"Begun on {begun.begun_on} by {begun.begun_by}: {begun.grounds}",
            late or f"Begun in time: the last day is {found.last:%A} {found.last} ({found.section}).",
            *filter(None, (undeclared_action(standing, begun),)),
            HOLDS if action.is_open else "It has ended, and holds nothing any more (13-1-303(1)(c)).",
            *_of_this_county(standing, action),
            *_illegal_said(standing, action),
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(
            Table("What was done", "", columns_of("Entered", "What", "#Entry"), tuple(steps_of_action(action))),
            *_illegal_tables(standing, action),
            certificates_of_action(standing, action),
        ),
        signatures=("Election administrator, under seal", "Day"),
        paper=PaperLook(upright=True, foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def _of_this_county(standing: CountyStanding, action: CourtAction) -> Iterator[str]:
    if for_the_state(canvassed_of(standing, action.begun.contest).contest):
        yield "The votes here are this county's alone; other counties may vote on it too, and the state declares it."


def _illegal_said(standing: CountyStanding, action: CourtAction) -> Iterator[str]:
    """What they change: a line, so that words and CSV say it, too."""
    for _, judged in action.judgments:
        if judged.illegal:
            yield f"By the judgment of {judged.judged_on}: {' '.join(said_of(illegal_in(standing, action, judged)))}"


def _illegal_tables(standing: CountyStanding, action: CourtAction) -> Iterator[Table]:
    for _, judged in action.judgments:
        if judged.illegal:
            found = illegal_in(standing, action, judged)
            yield votes_table(found, f"Illegal votes by the judgment of {judged.judged_on} (13-36-211)")


def certificates_of_action(standing: CountyStanding, action: CourtAction) -> Table:
    """Those of its contest, as they stand."""
    lines = (one for one in certificates_shown(standing).lines if one.person.contest == action.begun.contest)
    rows = tuple(
        (
            one.person.name,
            one.person.kind.value,
            one.stage.value,
            one.said,
            None if one.issued is None else one.issued[0],
            "" if one.issued is None else one.issued[1].certificate_sha256[:_HASH_SHOWN],
        )
        for one in lines
    )
    columns = columns_of("Who", "What", "State", "Why, or what it waits for", "#Entry", "SHA-256")
    return Table("Certificates of the county (13-36-207)", "", columns, rows)


def steps_of_action(action: CourtAction) -> Iterator[tuple[str, str, int]]:
    """What was entered of it: the hour, what was done, and the number of the entry."""
    for number, entry in action.history:
        yield hour_of(entry.at), said_of_entry(entry), number


def said_of_entry(entry: CourtEntry) -> str:
    """What one entry says was done, in a sentence."""
    match entry:
        case CourtActionBegun():
            return f"Begun on {entry.begun_on} by {entry.begun_by}. Entered by {entry.entered_by}."
        case CourtActionJudged():
            return f"Judged on {entry.judged_on}: {finding_of(entry)} Judgment SHA-256 {entry.judgment_sha256}."
        case CourtActionAppealed():
            return f"Appealed on {entry.appealed_on} by {entry.appealed_by}."
        case CourtActionEnded():
            return f"Ended on {entry.ended_on}: {entry.reason}"
        case _:
            assert_never(entry)


def finding_of(judged: CourtActionJudged) -> str:
    """What a judgment says, in a sentence."""
    if judged.declared is None:
        return f"{judged.finding}."
    return f"{judged.finding}: {judged.declared.called} (13-36-212)."


def name_in_action(standing: CountyStanding, action: CourtAction, choice: str | None) -> str:
    """Of a choice of the contest that an action is about."""
    choices = canvassed_of(standing, action.begun.contest).choices
    return next((one.name for one in choices if one.key == choice), str(choice))


def contest_title(standing: CountyStanding, action: CourtAction) -> str:
    """Of the contest that an action is about."""
    return title_of(canvassed_of(standing, action.begun.contest))
