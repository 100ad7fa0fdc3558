"""The secretary of state gives the counties notice of a recount: entered, and written for each county (13-16-204)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import dollars
from canvass.errors import InputError, RefusedError
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.state_canvass.names_in_notices import NamesInNotice
from canvass.state_canvass.presidential_tickets import tickets_of
from canvass.state_canvass.state_folder import add_steps, adding
from canvass.state_canvass.state_standing import StateStanding, standing_of
from tabulate.board.errors import NotAllowed
from tabulate.board.recount.recount_entries import Petition, RecountGround
from tabulate.board.recount.recount_notices import RecountNotice, notice_text
from tabulate.board.words_said import day_in_montana
from tabulate.calendar.canvassing import recount_board_until
from tabulate.calendar.duties import LastDay
from tabulate.election import PrecinctId
from tabulate.recounts.rights import RecountLine
from tabulate.state_canvass.presidential import electors_result, elects_electors
from tabulate.state_canvass.state_chain import StateCanvass
from tabulate.state_canvass.state_figures import StateContest
from tabulate.state_canvass.state_recounts import called_as_totals, check_noticed, counties_of, notice_to
from tabulate.state_canvass.state_steps import NoticedCounty, RecountNoticed

_HASH_SHOWN = 16


@dataclass(frozen=True, slots=True)
class NoticeTyped:
    """What somebody says of a petition to the secretary of state, or of a tie."""

    recount: str
    contest: str
    ground: RecountGround
    petition: Petition | None
    precincts: tuple[str, ...]
    """`COUNTY=PRECINCT`, of those that a petition with a bond names; none: every precinct of the contest."""
    filed_on: str
    notice_on: str
    last_day: LastDay
    at: str
    entered_by: str


def notice_of(standing: StateStanding, said: NoticeTyped) -> RecountNoticed:
    """The step, which the law allows by the figures that were declared. Raises RefusedError, InputError."""
    canvass, declared = standing.canvass, standing.canvass.declared_first
    if declared is None or not canvass.stands:
        raise RefusedError(
            "A recount follows the canvass: the board has not declared by the packages that are in (13-16-201). "
            "Nothing was written. The board declares first: canvass state declare."
        )
    if any(one.recount == said.recount for _, one in canvass.recounts):
        raise RefusedError(f"There is a recount {said.recount} already. Nothing was written. Call this one otherwise.")
    one = contest_of_state(standing, said.contest)
    every = counties_of(one, [each.package for each in standing.kept])
    step = RecountNoticed(
        said.recount,
        one.contest.id,
        one.contest.title,
        said.ground,
        str(day_in_montana(declared.at)),
        said.filed_on,
        said.notice_on,
        said.petition,
        _chosen(every, said.precincts),
        canvass.declared_line,
        said.at,
        said.entered_by,
    )
    try:
        check_noticed(step, line_of_state(standing, one), every, said.last_day)
    except NotAllowed as refused:
        raise RefusedError(str(refused)) from None
    return step


def contest_of_state(standing: StateStanding, contest: str) -> StateContest:
    """The contest of that id. Raises InputError."""
    found = next((one for one in standing.figures.contests if one.contest.id == contest), None)
    if found is None:
        known = ", ".join(one.contest.id for one in standing.figures.contests[:12]) or "none"
        raise InputError(f"There is no contest {contest[:80]!r}. Nothing was written. Name one by its id: {known}.")
    return found


def line_of_state(standing: StateStanding, one: StateContest) -> RecountLine:
    """What its margin gives a right to; of president by electors. Everybody as a county's totals name them."""
    line = electors_result(one, tickets_of(standing, one)).line if elects_electors(one.contest) else one.line
    return called_as_totals(line, one)


def _chosen(every: tuple[NoticedCounty, ...], precincts: tuple[str, ...]) -> tuple[NoticedCounty, ...]:
    """Every county with those of its precincts that were named; with all where none is. Raises InputError."""
    if not precincts:
        return every
    known = {(one.county, precinct) for one in every for precinct in one.precincts}
    named = [(county, PrecinctId(precinct)) for county, _, precinct in (each.partition("=") for each in precincts)]
    if strange := [one for one in named if one not in known]:
        raise InputError(
            f"{'='.join(strange[0])[:80]!r} is no precinct whose ballots carry the contest. Nothing was written. Write "
            "COUNTY=PRECINCT, the precinct by its id."
        )
    return tuple(
        NoticedCounty(one.county, tuple(each for each in one.precincts if (one.county, each) in named), one.votes)
        for one in every
    )


def give_notice(folder: Path, said: NoticeTyped) -> StateCanvass:
    """Enter that the counties have notice; the canvass then. Raises RefusedError, InputError."""
    with adding(folder, said.at) as canvass:
        return add_steps(folder, canvass, notice_of(standing_of(folder, canvass), said))


def notices_of(canvass: StateCanvass, recount: str) -> tuple[RecountNotice, ...]:
    """Of a recount, to each county in which something is recounted. Raises InputError."""
    found = next(((line, one) for line, one in canvass.recounts if one.recount == recount), None)
    if found is None:
        known = ", ".join(one.recount for _, one in canvass.recounts) or "none"
        raise InputError(f"There is no recount {recount[:40]!r}; such are {known}. Name one.")
    line, step = found
    return tuple(notice_to(one, step, line, canvass.opened) for one in step.counties if one.precincts)


def notice_document(notice: RecountNotice, names: NamesInNotice) -> Document:
    """The paper to the election administrator of one county, by the packages' names."""
    last = recount_board_until(date.fromisoformat(notice.notice_on))
    elsewhere = {one.choice: one.votes for one in notice.elsewhere}
    rows = tuple((names.choice(one.choice), one.votes, elsewhere.get(one.choice, 0)) for one in notice.here)
    own = {one.choice for one in notice.here}
    others = tuple((names.choice(one.choice), 0, one.votes) for one in notice.elsewhere if one.choice not in own)
    columns = columns_of("Choice", "#Votes in this county", "#Votes in the other counties")
    precincts = tuple((names.precinct(notice.county, one), one) for one in notice.precincts)
    return Document(
        title=f"Notice of a recount to {notice.county}",
        lines=tuple(_lines(notice, names, last)),
        tables=(
            Table("Precincts to be recounted", "", columns_of("Precinct", "Id"), precincts),
            Table("As the state canvassed it", "", columns, (*rows, *others)),
        ),
        signatures=("Secretary of state", "Day"),
        paper=PaperLook(upright=True, foot=f"Notice {notice.step[:_HASH_SHOWN]}. {notice.county}."),
    )


def _lines(notice: RecountNotice, names: NamesInNotice, last: date) -> Iterator[str]:
    yield f"{notice.election} of {notice.date}. Recount {notice.recount} of {notice.title}."
    yield (
        f"Canvassed by the board of state canvassers on {notice.canvassed_on}. Ground: {notice.ground} of "
        f"{notice.filed_on} ({notice.ground.section})."
    )
    if (petition := notice.petition) is not None:
        who = names.choice(petition.petitioner)
        yield f"Petition of {who}, verified before {petition.verified_before}: {petition.statement}"
        if petition.signatures:
            yield f"Signed in {', '.join(f'{one.county} by {one.electors:,}' for one in petition.signatures)}."
        if petition.bond_cents:
            yield f"Bond: {dollars(petition.bond_cents)} (13-16-211)."
    yield (
        f"To the election administrator of {notice.county}, on {notice.notice_on} (13-16-204). The recount board of "
        f"the county meets within five days of its notice: by {last:%A} {last}, where it has notice on the same day."
    )
    yield f"Notice {notice.step}"


def notice_bytes(notice: RecountNotice, names: NamesInNotice, form: str) -> bytes:
    """In one of the forms of reports. The county's record takes the JSON in."""
    return bytes_of(notice_document(notice, names), form, notice_text(notice))
