"""One report of cast vote records in NIST's common data format 1.0, as JSON or as XML."""

import re

from outside.cast_vote_records import OutsideCastVoteRecords
from outside.formats import OutsideFormat
from outside.nist.cdf_definition import CdfDefinition, cdf_definition
from outside.nist.cdf_nodes import CdfNode, record_nodes, report_node
from outside.nist.cdf_records import CdfSheet, cdf_record, cdf_sheet, contests_of, marks_found
from outside.opening import ContentKind, OpenedFile
from outside.records.record_checks import each_record_once, votes_that_do_not_add_up
from outside.source import OutsideSource, SourceFile, source_files

_CLASS = re.compile(r'"CVR\.\w+"')
_VOTINGWORKS = re.compile(r'"VotingWorks"|"castVoteRecordReportMetadata"')
_ROOT = re.compile(r"<(?:\w+:)?CastVoteRecordReport\b")


def is_cdf_json(file: OpenedFile) -> bool:
    """Whether it is a report in JSON, and not of VxSuite, whose reports belong together."""
    return file.kind is ContentKind.JSON and bool(_CLASS.search(file.text)) and not _VOTINGWORKS.search(file.text)


def is_cdf_xml(file: OpenedFile) -> bool:
    """Whether it is a report in XML."""
    return file.kind is ContentKind.XML and bool(_ROOT.search(file.text))


def is_vxsuite(file: OpenedFile) -> bool:
    """Whether it is VxSuite's report of one sheet, or what stands beside them all."""
    return file.kind is ContentKind.JSON and bool(_CLASS.search(file.text) and _VOTINGWORKS.search(file.text))


def read_cdf(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records of a report. Raises OutsideFileError, by record."""
    (file,) = files
    report = report_node(file)
    definition = cdf_definition(report)
    sheets = [cdf_sheet(node, definition) for node in record_nodes(file)]
    form = OutsideFormat.NIST_CVR_XML if file.kind is ContentKind.XML else OutsideFormat.NIST_CVR_JSON
    return records_of(sheets, definition, cdf_source(form, source_files([file.file]), report, definition))


def records_of(sheets: list[CdfSheet], definition: CdfDefinition, source: OutsideSource) -> OutsideCastVoteRecords:
    """All records, with what is to be found in them."""
    contests = contests_of(sheets, definition)
    records, repeated = each_record_once(cdf_record(one, contests, definition) for one in sheets)
    found = (*repeated, *marks_found(sheets), *votes_that_do_not_add_up(records, contests))
    return OutsideCastVoteRecords(source, contests, records, found)


def cdf_source(
    form: OutsideFormat, files: tuple[SourceFile, ...], report: CdfNode, definition: CdfDefinition
) -> OutsideSource:
    """Where a report comes from: whose device made it, and when."""
    devices = report.nodes("ReportingDevice")
    made_by = " ".join(devices[0].text(name) for name in ("Manufacturer", "Model", "Application")) if devices else ""
    return OutsideSource(
        form,
        files,
        form.system or " ".join(made_by.split()),
        label=" ".join(report.texts("OtherReportType")),
        county=definition.scope,
        election=definition.election,
        run_at=report.text("GeneratedDate"),
    )
