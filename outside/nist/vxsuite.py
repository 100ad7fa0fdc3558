"""VxSuite's export: a report for each sheet in a folder of its own, and one file of what they have in common."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from outside.cast_vote_records import OutsideCastVoteRecords
from outside.documents.json_fields import JsonObject, json_object
from outside.errors import OutsideFileError
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.nist.cdf_definition import CdfDefinition, cdf_definition
from outside.nist.cdf_nodes import json_node
from outside.nist.cdf_records import CdfSheet, cdf_sheet
from outside.nist.cdf_report import cdf_source, records_of
from outside.opening import OpenedFile
from outside.source import source_files

_METADATA = "castVoteRecordReportMetadata"
_WHOLE = "Name the whole folder or archive that was exported."


def read_vxsuite(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records of one export. Raises OutsideFileError, by file."""
    objects = [(file, _object(file)) for file in files]
    metadata = [one for _, one in objects if one.has(_METADATA)]
    reports = [(file, one) for file, one in objects if not one.has(_METADATA)]
    if len(metadata) > 1:
        raise OutsideFileError(f"{len(metadata)} files metadata.json", "one export", _WHOLE)
    if not reports:
        raise OutsideFileError("no record of a sheet", "a folder for each sheet", _WHOLE)
    first = json_node(metadata[0].inner(_METADATA) if metadata else reports[0][1], without="CVR")
    definition = cdf_definition(first)
    sheets = [sheet for file, report in reports for sheet in _sheets(file, report, definition)]
    form = OutsideFormat.VXSUITE_CVR
    source = cdf_source(form, source_files(file.file for file in files), first, definition)
    read = records_of(sheets, definition, source)
    return replace(read, findings=(*read.findings, *_batches(metadata, read)))


def _object(file: OpenedFile) -> JsonObject:
    try:
        return json_object(file.content)
    except OutsideFileError as error:
        raise error.of(file.file.name) from None


def _sheets(file: OpenedFile, report: JsonObject, definition: CdfDefinition) -> Iterator[CdfSheet]:
    try:
        for election in report.objects("Election"):
            if election.text("@id") != definition.election_id:
                raise OutsideFileError("a record of another election", "one export", _WHOLE)
        for one in report.objects("CVR"):
            yield cdf_sheet(json_node(one), definition)
    except OutsideFileError as error:
        raise error.of(file.file.name) from None


def _batches(metadata: list[JsonObject], read: OutsideCastVoteRecords) -> Iterator[OutsideFinding]:
    """Batches with another number of sheets than were scanned."""
    found = Counter(record.batch for record in read.records)
    told = Counter(
        {one.text("id"): one.whole("sheetCount") or 0 for file in metadata for one in file.objects("batchManifest")}
    )
    for batch in sorted(set(found) | set(told) if metadata else ()):
        if found[batch] != told[batch]:
            words = f"the export has {found[batch]:,} of {told[batch]:,} sheets that were scanned"
            yield OutsideFinding(FindingKind.RECORDS, f"batch {batch}", words)
