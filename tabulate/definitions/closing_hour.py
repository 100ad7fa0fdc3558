"""The hour of a definition at which the polls close: Montana's, and not before 8 p.m. but on a ground that it states.

Whoever makes a precinct's tally public before the polls close commits a crime (13-35-241). So the hour that a
definition states can open the totals later than the law's hour, and never earlier. There are two grounds for an earlier
hour. A small polling place closes at once when all its electors have voted: that closes its precincts, and the tally of
the others stays sealed (13-1-106(2)). A school election has hours of its own (13-1-106(3)).
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import JsonObject
from tabulate.election import Contest, ContestScope, Precinct
from tabulate.hours import MONTANA_TIME, lawful_closing

SMALL_POLLING_PLACE = 400
"""A polling place with fewer registered electors may close before the hour (13-1-106(2))."""
FIELD, GROUND = "polls_close", "polls_close_early"


class EarlyGround(StrEnum):
    """Why polls may close before 8 p.m."""

    ALL_HAVE_VOTED = "13-1-106(2)"
    SCHOOL_HOURS = "13-1-106(3)"


def closing_hour(
    findings: Findings,
    day: date | None,
    document: JsonObject,
    contests: Iterable[Contest],
    precincts: Iterable[Precinct],
) -> datetime:
    """Until when a Canvass definition seals the totals; its problems go to `findings`.

    Where the hour is none of Montana's, the law's hour holds, or a later one that was stated.
    """
    text = document[FIELD]
    try:
        stated = datetime.fromisoformat(text)
    except ValueError:
        expected = "a day of the calendar, a time and an offset from UTC, such as 2026-11-03T20:00:00-07:00"
        findings.add(FIELD, quoted(text), expected, "Correct it.")
        return datetime.max
    if day is None:
        return datetime.max
    lawful = lawful_closing(day)
    if stated.date() != day:
        findings.add(FIELD, quoted(text), f"a time on election day, {day}", "Correct it, or the date.")
        return lawful
    ground = _ground(findings, document.get(GROUND), contests, precincts)
    if not _by_montana_clock(stated):
        expected = f"the offset of Montana's clocks on that day, as in {lawful.isoformat()}"
        findings.add(FIELD, quoted(text), expected, "Write the hour as the clocks there show it, with that offset.")
    else:
        _check_hour(findings, text, stated, lawful, ground)
    return stated if ground is EarlyGround.SCHOOL_HOURS else max(stated, lawful)


def said_of_before(document: JsonObject) -> str:
    """What holds instead of an hour that a definition states and an earlier version took; empty where it is lawful."""
    if FIELD not in document or GROUND in document:
        return ""
    stated, lawful = datetime.fromisoformat(document[FIELD]), lawful_closing(date.fromisoformat(document["date"]))
    if stated >= lawful and _by_montana_clock(stated):
        return ""
    opens = max(stated, lawful).astimezone(MONTANA_TIME)
    return (
        f"The definition of this record says that the polls close at {document[FIELD]}. That is no lawful hour in "
        f"Montana, and an earlier version of Canvass took it. Totals stay sealed until {opens:%Y-%m-%d %H:%M} there "
        "(13-1-106, 13-35-241)."
    )


def _by_montana_clock(stated: datetime) -> bool:
    return stated.replace(tzinfo=MONTANA_TIME).utcoffset() == stated.utcoffset()


def _check_hour(findings: Findings, text: str, stated: datetime, lawful: datetime, ground: EarlyGround | None) -> None:
    early = stated < lawful
    if early and ground is None:
        findings.add(
            FIELD,
            quoted(text),
            f"8 p.m. in Montana or later, {lawful.isoformat()} (13-1-106(1))",
            f"Correct it. Where polls close earlier by law, state the ground in {GROUND} (13-1-106(2), (3)).",
        )
    if not early and ground is not None:
        findings.add(GROUND, "a ground", f"none where {FIELD} is not earlier than 8 p.m.", "Remove it, or correct it.")


def _ground(
    findings: Findings, said: JsonObject | None, contests: Iterable[Contest], precincts: Iterable[Precinct]
) -> EarlyGround | None:
    """The ground stated. What is wrong with it is told, and it holds nevertheless: one problem, one finding."""
    if said is None:
        return None
    ground, places = EarlyGround(said["ground"]), said.get("precincts", [])
    if ground is EarlyGround.ALL_HAVE_VOTED:
        _check_places(findings, places, {precinct.id for precinct in precincts})
        return ground
    if places:
        findings.add(f"{GROUND}.precincts", "precincts", "none with school hours", "Remove them.")
    for contest in contests:
        if contest.scope is not ContestScope.LOCAL:
            expected = f"only local contests in a school election, and {contest.id} is not"
            findings.add(f"{GROUND}.ground", quoted(ground.value), expected, "State the hour of 13-1-106(1).")
            break
    return ground


def _check_places(findings: Findings, places: list[JsonObject], known: set[str]) -> None:
    if not places:
        findings.add(f"{GROUND}.precincts", "none", "the precincts that closed", "Name each, with its electors.")
    findings.distinct([(f"{GROUND}.precincts[{n}].precinct", one["precinct"]) for n, one in enumerate(places)], GROUND)
    for n, one in enumerate(places):
        field, registered, voted = f"{GROUND}.precincts[{n}]", one["registered"], one["voted"]
        findings.known(f"{field}.precinct", one["precinct"], known, "precincts")
        if not 0 < registered < SMALL_POLLING_PLACE:
            expected = f"a polling place with 1 to {SMALL_POLLING_PLACE - 1} registered electors (13-1-106(2))"
            findings.add(f"{field}.registered", str(registered), expected, "A larger one is open until 8 p.m.")
        if voted != registered:
            expected = f"all {registered} registered electors, who must have voted (13-1-106(2))"
            findings.add(f"{field}.voted", str(voted), expected, "Otherwise it is open until 8 p.m.")
