"""Hart's cast vote records: a folder or an archive with one XML file for each sheet of paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from outside.cast_vote_records import (
    CardContest,
    CardVotes,
    OutsideCastVoteRecords,
    OutsideRecord,
    RankedVotes,
    UncountedVotes,
    VotesInContest,
)
from outside.errors import OutsideFileError
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.hart.hart_sheets import NAMESPACE, HartSheet, MarkedOption, SheetContest, hart_sheet
from outside.opening import ContentKind, OpenedFile
from outside.records.record_checks import each_record_once
from outside.source import OutsideSource, source_files

_AGAIN = "Name the whole folder or archive of one election."


def is_hart_xml(file: OpenedFile) -> bool:
    """Whether it is a sheet's record. Signatures beside them are other files."""
    return file.kind is ContentKind.XML and "<Cvr" in file.text and NAMESPACE in file.text


def read_hart_xml(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records of one election, in the files' order. Raises OutsideFileError, by file."""
    sheets = [_sheet(file) for file in files]
    contests = _contests(one for sheet in sheets for one in sheet.contests)
    places = {one.id: place for place, one in enumerate(contests)}
    records, repeated = each_record_once(_record(sheet, contests, places) for sheet in sheets)
    form = OutsideFormat.HART_CVR_XML
    source = OutsideSource(form, source_files(file.file for file in files), form.system)
    return OutsideCastVoteRecords(source, tuple(contests), records, (*repeated, *_seats_found(contests)))


def _sheet(file: OpenedFile) -> HartSheet:
    try:
        return hart_sheet(file.content)
    except OutsideFileError as error:
        raise error.of(file.file.name) from None


def _contests(found: Iterable[SheetContest]) -> list[CardContest]:
    """Every contest by its own number. Seats are what votes and undervotes add up to on every sheet."""
    titles: dict[str, str] = {}
    ranks: dict[str, set[int]] = defaultdict(set)
    sums: dict[str, set[int]] = defaultdict(set)
    for contest in found:
        titles.setdefault(contest.id, contest.title)
        ranks[contest.id] |= {len(option.value) for option in contest.options}
        if not (contest.overvoted or contest.uncounted or contest.no_vote):
            sums[contest.id].add(len(contest.options) + contest.undervotes)
    return [_contest(title, identity, ranks[identity], sums[identity]) for identity, title in titles.items()]


def _contest(title: str, identity: str, ranks: set[int], sums: set[int]) -> CardContest:
    if len(ranks) > 1:
        found = f"values of {' and '.join(str(one) for one in sorted(ranks))} places"
        raise OutsideFileError(found, "one length in one contest", _AGAIN, title)
    if ranks - {1}:
        return CardContest(title, None, identity, ranks.pop())
    return CardContest(title, sums.pop() if len(sums) == 1 else None, identity)


def _seats_found(contests: list[CardContest]) -> Iterator[OutsideFinding]:
    for one in contests:
        if one.seats is None and one.ranks is None:
            words = (
                "for how many an elector may vote is not told: no sheet without an overvote shows it, or votes and "
                "undervotes differ from sheet to sheet"
            )
            yield OutsideFinding(FindingKind.CONTESTS, one.title, words)


def _record(sheet: HartSheet, contests: list[CardContest], places: dict[str, int]) -> OutsideRecord:
    votes = tuple(_votes(one, places[one.id], contests[places[one.id]]) for one in sheet.contests)
    return OutsideRecord(
        sheet.guid,
        tuple(sorted(votes, key=lambda one: one.contest)),
        sheet.number,
        precinct=sheet.split,
        portion=sheet.split,
        batch=sheet.batch,
        position=sheet.position,
    )


def _votes(found: SheetContest, place: int, contest: CardContest) -> VotesInContest:
    choices = tuple(one.name for one in found.options if not one.is_write_in)
    written = tuple(one.name for one in found.options if one.is_write_in)
    if found.uncounted:
        return UncountedVotes(place, (*choices, *written), found.uncounted)
    if contest.ranks is not None:
        ranks = tuple(_at(rank, found.options) for rank in range(contest.ranks))
        return RankedVotes(place, ranks, int(found.overvoted), found.undervotes)
    if found.overvoted:
        return CardVotes(place, choices, written, 0, overvoted=True)
    left = found.undervotes
    if found.no_vote and not found.options and contest.seats is not None:
        left = contest.seats
    return CardVotes(place, choices, written, left)


def _at(rank: int, options: tuple[MarkedOption, ...]) -> tuple[str, ...]:
    return tuple(option.name for option in options if option.value[rank] == "1")
