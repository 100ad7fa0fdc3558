"""Dominion's cast vote records in JSON: a folder of manifests, and one file or many with sessions."""

import re
from collections.abc import Iterator

from outside.cast_vote_records import CardContest, OutsideCastVoteRecords, OutsideRecord
from outside.documents.json_fields import json_items
from outside.dominion.manifests import CandidateKind, ContestFacts, Manifests, manifests_in
from outside.dominion.sessions import SessionReader
from outside.errors import OutsideFileError
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.records.card_contests import contests_lacking
from outside.records.record_checks import each_record_once, hidden_numbers, votes_that_do_not_add_up
from outside.source import OutsideSource, source_files

_SESSIONS = re.compile(r'"Sessions"\s*:\s*\[')
_MANIFEST = re.compile(r'\s*\{\s*(?:"Version"\s*:\s*"[^"]*"\s*,\s*)?"List"\s*:\s*\[')
_SETTINGS = re.compile(r'"(?:SplitFilesPerBatch|IncludeOnlyPublishedResultContainers)"\s*:')
_ELECTION = re.compile(r'"ElectionId"\s*:\s*"([^"\\]*)"')


def is_dominion_json(file: OpenedFile) -> bool:
    """Whether it holds sessions, is a manifest, or the settings of an export."""
    return file.kind is ContentKind.JSON and bool(
        _SESSIONS.search(file.text) or _MANIFEST.match(file.text) or _SETTINGS.search(file.text)
    )


def read_dominion_json(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records of one export, from all of its files. Raises OutsideFileError, by file and session."""
    exports = tuple(file for file in files if _SESSIONS.search(file.text))
    manifests = manifests_in(tuple(file for file in files if _MANIFEST.match(file.text)))
    if not exports:
        raise OutsideFileError("manifests alone", "CvrExport.json", "Name the whole folder or archive.")
    reader = SessionReader(manifests, {})
    records, repeated = each_record_once(_records(exports, reader))
    contests = tuple(_recorded(manifests.contests[one], manifests) for one in reader.places)
    form, (election, county, day) = OutsideFormat.DOMINION_CVR_JSON, _told(exports, manifests)
    source = OutsideSource(
        form,
        source_files(file.file for file in files),
        form.system,
        county=county,
        election=election,
        election_date=day,
    )
    return OutsideCastVoteRecords(source, contests, records, (*repeated, *_found(records, contests)))


def _recorded(facts: ContestFacts, manifests: Manifests) -> CardContest:
    own = (one for one in manifests.candidates.values() if one.contest == facts.id)
    choices = tuple(one.name for one in own if one.kind is CandidateKind.NAMED)
    return CardContest(facts.title, facts.seats, str(facts.id), facts.ranks, choices)


def _records(exports: tuple[OpenedFile, ...], reader: SessionReader) -> Iterator[OutsideRecord]:
    for export in exports:
        try:
            for session in json_items(export.content, "Sessions", "session"):
                yield from reader.records(session)
        except OutsideFileError as error:
            raise error.of(export.file.name) from None


def _told(exports: tuple[OpenedFile, ...], manifests: Manifests) -> tuple[str, str, str]:
    """Election, jurisdiction and day, as the export tells them."""
    if len(manifests.events) == 1:
        event = manifests.events[0]
        return event.text("Description"), event.text("Jurisdiction"), event.text("ElectionDate")
    named = {found[1] for file in exports if (found := _ELECTION.search(file.text))}
    return (named.pop(), "", "") if len(named) == 1 else ("", "", "")


def _found(records: tuple[OutsideRecord, ...], contests: tuple[CardContest, ...]) -> Iterator[OutsideFinding]:
    for place, lacking in sorted(contests_lacking(records).items()):
        words = f"missing in {lacking:,} of {len(records):,} records, though others of their ballot type have it"
        yield OutsideFinding(FindingKind.RECORDS, contests[place].title, words)
    yield from votes_that_do_not_add_up(records, contests)
    yield from hidden_numbers(records)
