"""Results as `detail.xml` has them, which readers of Clarity's election night pages take."""

import io
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from canvass.exporting.export_folder import ExportFile
from canvass.exporting.figures_by_row import NamedRows, is_question, row_key
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import PublicFigures, ballots_of
from tabulate.totals.results import ContestTotals

_REPORTED = {True: "4", False: "0"}
"""What stands for a precinct that is reported to its end, and for one that is not known to be."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The one time in the archive: its bytes are the same each time."""
_VOTE_TYPE = "Total"
"""By method, figures could show how somebody voted."""


def clarity_files(figures: PublicFigures) -> tuple[ExportFile, ...]:
    """The archive with `detail.xml` alone in it."""
    archive = io.BytesIO()
    with ZipFile(archive, "w") as writing:
        member = ZipInfo("detail.xml", _FIRST_DAY)
        member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
        writing.writestr(member, detail_xml(figures).encode())
    return (ExportFile("detailxml.zip", archive.getvalue()),)


def detail_xml(figures: PublicFigures) -> str:
    """The document. It names no encoding: it is UTF-8, and readers refuse a declaration in decoded text."""
    rows = NamedRows(figures.election, figures.released.totals)
    root = Element("ElectionResult")
    SubElement(root, "Timestamp").text = _timestamp(figures.at)
    SubElement(root, "ElectionName").text = name_shown(figures.election.title)
    SubElement(root, "ElectionDate").text = f"{figures.election.date:%m/%d/%Y}"
    SubElement(root, "Region").text = name_shown(figures.county)
    _put_turnout(root, figures, rows)
    for whole in rows.contests:
        _put_contest(root, figures, rows, whole)
    return tostring(root, encoding="unicode")


def _timestamp(at: datetime) -> str:
    """`11/3/2026 10:15:00 PM MST`."""
    return f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M:%S %p %Z}"


def _put_turnout(root: Element, figures: PublicFigures, rows: NamedRows) -> None:
    """Who is registered, Canvass does not know: 0 stands there. Readers take these attributes by their order."""
    cast = str(figures.ballots)
    turnout = SubElement(root, "VoterTurnout", {"totalVoters": "0", "ballotsCast": cast, "voterTurnout": "0.00"})
    precincts = SubElement(turnout, "Precincts")
    for row in rows.rows:
        named = {"name": rows.precincts[row_key(row)], "totalVoters": "0", "ballotsCast": str(ballots_of(row))}
        reported = {"voterTurnout": "0.00", "percentReporting": _REPORTED[figures.released.complete]}
        SubElement(precincts, "Precinct", named | reported)


def _put_contest(root: Element, figures: PublicFigures, rows: NamedRows, whole: ContestTotals) -> None:
    carrying = list(rows.carrying(whole))
    precincts = str(len(carrying))
    about = {
        "key": name_shown(whole.contest),
        "text": rows.titles[whole.contest],
        "voteFor": str(whole.seats),
        "isQuestion": str(is_question(rows.contest(whole))).lower(),
        "precinctsReporting": precincts,
        "precinctsReported": precincts if figures.released.complete else "0",
        "precinctsParticipating": precincts,
    }
    contest = SubElement(root, "Contest", about)
    places = [rows.precincts[row_key(row)] for row, _ in carrying]
    _put_votes(contest, "Undervotes", whole.undervotes, places, [part.undervotes for _, part in carrying])
    _put_votes(contest, "Overvotes", whole.overvotes, places, [part.overvotes for _, part in carrying])
    parts = [rows.lines(whole, part) for _, part in carrying]
    for place, line in enumerate(rows.lines(whole, whole)):
        named = {"key": name_shown(line.key), "text": line.name, "party": line.party, "totalVotes": str(line.votes)}
        choice = SubElement(contest, "Choice", named)
        _put_votes(choice, _VOTE_TYPE, line.votes, places, [part[place].votes for part in parts])


def _put_votes(parent: Element, name: str, votes: int, places: list[str], by_place: list[int]) -> None:
    kind = SubElement(parent, "VoteType", {"name": name, "votes": str(votes)})
    for place, count in zip(places, by_place, strict=True):
        SubElement(kind, "Precinct", {"name": place, "votes": str(count)})
