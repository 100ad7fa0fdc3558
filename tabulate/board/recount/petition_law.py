"""Who may have a recount: the loser within the margin, electors enough from counties enough, in time (13-16-201 ff.).

The figures are a canvass's: whoever asks brings the contest's line. What needs no figures is checked here too.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from tabulate.board.errors import NotAllowed
from tabulate.board.recount.recount_entries import CourtOrder, Petition, RecountFiled, RecountGround
from tabulate.board.write_ins import plain
from tabulate.calendar.canvassing import petitions_until
from tabulate.calendar.duties import LastDay
from tabulate.election import PrecinctId
from tabulate.hours import is_day
from tabulate.printable import says_something
from tabulate.recounts.classes import Signers, signers_of
from tabulate.recounts.rights import Defeat, Recount, RecountLine, exact

STATEMENT = (
    "The petitioner believes that a recount will change the result and that a recount of the votes for the office or "
    "nomination should be conducted."
)
"""What a petition says (13-16-201)."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_MUST_SAY = ("a recount will change the result", "a recount of the votes")
_ASKS = {
    RecountGround.PETITION: (Recount.FREE,),
    RecountGround.BOND: (Recount.BOND,),
    RecountGround.COURT: (Recount.FREE, Recount.BOND, Recount.COURT, Recount.NONE),
}


def check_filed(entry: RecountFiled) -> None:
    """Check what a filing says by itself: its days, its papers and its precincts. Raises NotAllowed."""
    section = entry.ground.section
    _check_days(("canvass", entry.canvassed_on), ("filing", entry.filed_on), ("notice", entry.notice_on))
    if not _NAME.fullmatch(entry.recount):
        raise NotAllowed(
            "a name for the recount of letters, digits and hyphens, as R-1", repr(entry.recount), "Name it."
        )
    if not entry.precincts or len(set(entry.precincts)) < len(entry.precincts):
        found = ", ".join(entry.precincts) or "none"
        raise NotAllowed(f"the precincts to be recounted, each once ({section})", found, "Name them.")
    if (entry.petition is None) is not (entry.ground is RecountGround.TIE):
        needed = "no petition: a tie needs none" if entry.petition else "a petition"
        raise NotAllowed(f"{needed} ({section})", "the opposite", "Enter it as it is.")
    if (entry.order is not None) is not (entry.ground is RecountGround.COURT):
        raise NotAllowed(f"an order where a court orders it, and only there ({section})", "the opposite", "Say it.")
    if entry.petition is not None:
        _check_paper(entry.petition, entry.ground)
    if entry.order is not None:
        _check_order(entry.order, entry)


def _check_days(*days: tuple[str, str]) -> None:
    for what, day in days:
        if not is_day(day):
            raise NotAllowed(f"the day of the {what}, as 2026-11-20", repr(day), "Say the day.")
    for (before, first), (after, then) in pairwise(days):
        if then < first:
            raise NotAllowed(f"the {after} not before the {before} of {first}", then, "Correct one of the two.")


def _check_paper(petition: Petition, ground: RecountGround) -> None:
    for what, text in (
        ("who petitions", petition.petitioner),
        ("what the petition says", petition.statement),
        ("before whom it was verified", petition.verified_before),
    ):
        if what.startswith("before") and ground is RecountGround.ERROR:
            continue  # The canvassers' own petition (13-15-403(4)).
        if not says_something(text):
            raise NotAllowed(f"{what} ({ground.section})", repr(text[:80]), "Say it, in one line.")
    said = f" {plain(petition.statement)} "
    if ground in (RecountGround.PETITION, RecountGround.BOND) and not all(f" {one} " in said for one in _MUST_SAY):
        raise NotAllowed(
            f"a petition that says under oath: {STATEMENT!r} ({ground.section})",
            repr(petition.statement[:120]),
            "Give it back to be completed within the five days.",
        )
    if any(one.electors < 1 or not says_something(one.county) for one in petition.signatures):
        raise NotAllowed("of each county how many electors signed", "none", "Count them by county.")
    if petition.bond_cents < 0 or (petition.bond_cents > 0) is not (ground is RecountGround.BOND):
        if ground is RecountGround.BOND:
            raise NotAllowed(
                "a bond for all costs, posted with the election administrator of the county where the candidate lives "
                "(13-16-211)",
                "no bond",
                "Without it there is no recount.",
            )
        raise NotAllowed(f"no bond ({ground.section})", f"one of {petition.bond_cents} cents", "Give it back.")


def _check_order(order: CourtOrder, entry: RecountFiled) -> None:
    _check_days(("application", order.applied_on), ("order", order.ordered_on))
    if not says_something(order.order) or order.deposit_cents < 0:
        raise NotAllowed("the court's order by its number, and the deposit (13-16-301)", repr(order.order), "Say it.")
    if order.ordered_on != entry.filed_on or order.applied_on < entry.canvassed_on:
        raise NotAllowed(
            f"an application after the canvass of {entry.canvassed_on}, and the order's day {order.ordered_on}",
            f"{order.applied_on} and {entry.filed_on}",
            "Correct them.",
        )


def check_in_time(entry: RecountFiled, last_day: LastDay) -> None:
    """Check that a petition or an application came within five days of the canvass. Raises NotAllowed."""
    filed = entry.filed_on if entry.order is None else entry.order.applied_on
    if entry.noticed_by or entry.ground in (RecountGround.TIE, RecountGround.ERROR):
        return  # Of a notice the secretary of state has checked it.
    last = petitions_until(date.fromisoformat(entry.canvassed_on), last_day)
    if date.fromisoformat(filed) > last:
        raise NotAllowed(
            f"a petition or an application within five days of the canvass of {entry.canvassed_on}: by {last:%A} "
            f"{last} ({entry.ground.section}; 1-1-307 read as {last_day.value})",
            filed,
            "It came too late, and is not entered.",
        )


def check_right(entry: RecountFiled, line: RecountLine, every: Sequence[PrecinctId]) -> None:
    """Check the ground against the contest's figures, and the precincts: `every` has votes on it. Raises NotAllowed."""
    check_scope(entry, every)
    match entry.ground:
        case RecountGround.TIE:
            if not line.tied:
                found = f"a margin of {line.margin}" if line.margin is not None else "nobody who lost"
                raise NotAllowed("a tie (13-16-203)", found, "Who lost may petition.")
        case RecountGround.ERROR:
            return
        case _:
            assert entry.petition is not None
            _check_petitioner(entry.petition, entry.ground, line)


def check_scope(entry: RecountFiled, every: Sequence[PrecinctId]) -> None:
    """Check that the precincts are those of the contest, and all where the ground wants all. Raises NotAllowed."""
    if strange := [one for one in entry.precincts if one not in every]:
        raise NotAllowed(
            f"precincts whose ballots carry the contest: {', '.join(every)} ({entry.ground.section})",
            strange[0],
            "Name those of the contest.",
        )
    if entry.ground in (RecountGround.PETITION, RecountGround.TIE) and len(entry.precincts) < len(every):
        missing = ", ".join(one for one in every if one not in entry.precincts)
        raise NotAllowed(
            f"every precinct of the contest ({entry.ground.section})", f"none of {missing}", "Leave none out."
        )


def _check_petitioner(petition: Petition, ground: RecountGround, line: RecountLine) -> None:
    if line.tied and ground is not RecountGround.COURT:
        raise NotAllowed(
            "no petition where votes are equal: a tie is recounted without one (13-16-203)",
            f"a petition of {petition.petitioner}",
            "Enter the tie as the ground.",
        )
    if line.recount_class.office:
        defeat = _defeat(petition.petitioner, line)
        _check_ground(ground, defeat, f"{defeat.votes.name} is behind by {defeat.margin}", line)
        return
    if ground is RecountGround.COURT:
        return
    found = f"a margin of {line.margin}" if line.margin is not None else "nothing voted on"
    if ground is RecountGround.BOND or line.recount is not Recount.FREE:
        raise NotAllowed(
            f"an issue within a quarter of one percent; a bond is for offices ({_of_issue(line)}, 13-16-211)",
            found,
            "An elector may apply to a court (13-16-301).",
        )
    _check_signatures(petition, signers_of(line.recount_class), _of_issue(line))


def _or_floor(line: RecountLine) -> str:
    return f", or {line.floor}" if line.floor else ""


def _of_issue(line: RecountLine) -> str:
    return f"13-16-201{line.recount_class.value}"


def _defeat(petitioner: str, line: RecountLine) -> Defeat:
    found = next((one for one in line.defeats if one.votes.choice == petitioner), None)
    if found is None:
        if line.tied:
            raise NotAllowed("a tie is recounted without an order (13-16-203)", petitioner, "Enter the tie.")
        lost = ", ".join(one.votes.choice for one in line.defeats) or "nobody"
        raise NotAllowed(
            f"the petition of a candidate who was defeated: {lost} (13-16-201, 13-16-211, 13-16-301)",
            petitioner,
            "Name who lost, by the choice's id or as write-in:NAME.",
        )
    return found


def _check_ground(ground: RecountGround, defeat: Defeat, found: str, line: RecountLine) -> None:
    if defeat.recount in _ASKS[ground]:
        return
    free, bond = exact(line.limit_free), exact(line.limit_bond)
    match defeat.recount:
        case Recount.BOND:
            raise NotAllowed(
                f"a bond for a margin over {free} and up to {bond} votes (13-16-211)",
                f"none, and {found}",
                "Post the bond, then file within the five days.",
            )
        case Recount.FREE:
            raise NotAllowed("no bond within the margin of 13-16-201", f"a bond, and {found}", "Give the bond back.")
        case _:
            raise NotAllowed(
                f"a margin within {free} votes{_or_floor(line)}, or within {bond} for a bond (13-16-201, 13-16-211)",
                found,
                "The candidate may apply to a court (13-16-301).",
            )


def _check_signatures(petition: Petition, asked: Signers | None, section: str) -> None:
    signed, counties = sum(one.electors for one in petition.signatures), len(petition.signatures)
    if len({plain(one.county) for one in petition.signatures}) < counties:
        raise NotAllowed("each county once", ", ".join(one.county for one in petition.signatures), "Add them up.")
    if asked is not None and asked.counties == 1 and counties > 1:
        raise NotAllowed(
            f"the signatures of electors of the one county that votes on it ({section})",
            ", ".join(one.county for one in petition.signatures),
            "Count those of this county alone.",
        )
    if asked is not None and (signed < asked.electors or counties < asked.counties):
        of = f" of at least {asked.counties} counties" if asked.counties > 1 else ""
        raise NotAllowed(
            f"the signatures of at least {asked.electors} electors{of} ({section})",
            f"{signed} of {counties}",
            "Give the petition back to be completed within the five days.",
        )
