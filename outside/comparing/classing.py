"""Stage C: the class of each contest of one joined sheet."""

from collections.abc import Iterator
from typing import assert_never

from outside.comparing.classes import ComparedAs, ComparedLine
from outside.comparing.our_readings import DoubtKind, OurContest, OurQuestion, OurUnread, OurVotes, PictureReading
from outside.comparing.their_records import (
    TheirContest,
    TheirHidden,
    TheirOvervote,
    TheirRecord,
    TheirUncounted,
    TheirVotes,
)


def compared_sheet(picture: PictureReading, record: TheirRecord) -> Iterator[ComparedLine]:
    """Every contest of the sheet once, the same ones too. A sheet of another style has one line for each contest.

    Where the record lacks only contests in which we read a write-in, the others are compared: CSV loses the cells of
    write-ins that were exported as pictures.
    """
    theirs = {one.contest: one for one in record.contests}
    if not picture.is_read:
        for other in record.contests:
            yield ComparedLine(ComparedAs.UNREAD, other.contest, picture, record, None, other)
        return
    ours = {one.contest: one for one in picture.contests}
    if ours.keys() != theirs.keys() and not _lost_cells(ours, theirs):
        for contest in ours | theirs:
            yield ComparedLine(
                ComparedAs.STYLE_DIFFERS, contest, picture, record, ours.get(contest), theirs.get(contest)
            )
        return
    for contest, one in ours.items():
        found = theirs.get(contest)
        kind = ComparedAs.STYLE_DIFFERS if found is None else compared_as(one, found, record)
        yield ComparedLine(kind, contest, picture, record, one, found)


def _lost_cells(ours: dict[str, OurContest], theirs: dict[str, TheirContest]) -> bool:
    lost = [ours[contest] for contest in ours.keys() - theirs.keys()]
    return not theirs.keys() - ours.keys() and all(not isinstance(one, OurUnread) and one.write_ins for one in lost)


def compared_as(ours: OurContest, theirs: TheirContest, record: TheirRecord) -> ComparedAs:
    """The class of one contest that is on both."""
    if isinstance(theirs, TheirHidden):
        return ComparedAs.REDACTED
    match ours:
        case OurUnread():
            return ComparedAs.UNREAD
        case OurQuestion():
            return _questioned(ours, theirs, record)
        case OurVotes():
            return _voted(ours, theirs, record)
        case _:
            assert_never(ours)


def _questioned(ours: OurQuestion, theirs: TheirContest, record: TheirRecord) -> ComparedAs:
    if isinstance(theirs, TheirOvervote) and ours.kind is DoubtKind.OVERVOTE:
        return ComparedAs.SAME
    if record.changed_by_people and _people_decided(theirs, record):
        return ComparedAs.THEY_DECIDED
    return ComparedAs.WE_DOUBT


def _people_decided(theirs: TheirContest, record: TheirRecord) -> bool:
    """Whether people changed this contest; where the file tells only of the sheet, it may be this one."""
    return record.as_scanned is None or _as_scanned(theirs.contest, record) != theirs


def _as_scanned(contest: str, record: TheirRecord) -> TheirContest | None:
    return next((one for one in record.as_scanned or () if one.contest == contest), None)


def _voted(ours: OurVotes, theirs: TheirContest, record: TheirRecord) -> ComparedAs:
    kind = _votes_against(ours, theirs)
    if kind is not ComparedAs.DIFFER or record.as_scanned is None:
        return kind
    scanned = _as_scanned(ours.contest, record)
    decided = scanned is not None and scanned != theirs and _votes_against(ours, scanned) is ComparedAs.SAME
    return ComparedAs.THEY_DECIDED if decided else kind


def _votes_against(ours: OurVotes, theirs: TheirContest) -> ComparedAs:
    match theirs:
        case TheirVotes():
            return _votes_both(ours, theirs)
        case TheirOvervote():
            return ComparedAs.DIFFER
        case TheirUncounted():
            return ComparedAs.DIFFER if ours.choices or ours.write_ins else ComparedAs.SAME
        case TheirHidden():
            return ComparedAs.REDACTED
        case _:
            assert_never(theirs)


def _votes_both(ours: OurVotes, theirs: TheirVotes) -> ComparedAs:
    mine, other = set(ours.choices), set(theirs.choices)
    given = len(theirs.declared)
    if mine == other and ours.write_ins == theirs.write_ins and not given:
        # Something that they call a vote not cast may stand on the line.
        return ComparedAs.NAME_WITHOUT_OVAL if ours.names_without_oval and not theirs.write_ins else ComparedAs.SAME
    if mine <= other and ours.write_ins and len(other - mine) + given == ours.write_ins - theirs.write_ins:
        return ComparedAs.WRITE_IN_ASSIGNED
    more = theirs.write_ins + given + len(other - mine) - ours.write_ins
    if mine <= other and 0 < more <= ours.names_without_oval:
        return ComparedAs.NAME_WITHOUT_OVAL
    return ComparedAs.DIFFER
