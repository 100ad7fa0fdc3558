"""The one table of all formats: how each is recognised, and who reads it. A format is added by one line."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from outside.cast_vote_records import OutsideCastVoteRecords
from outside.clear_ballot.clear_ballot_csv import is_clear_ballot, read_clear_ballot
from outside.columns.columns_reading import is_columns, read_columns
from outside.dominion.dominion_csv import is_dominion_csv, read_dominion_csv
from outside.dominion.dominion_json import is_dominion_json, read_dominion_json
from outside.electionware.summary_reading import (
    is_election_summary,
    is_precinct_summary,
    read_election_summary,
    read_precinct_summary,
)
from outside.ess_records.ballots_table import is_ballots_table, read_ballots_table
from outside.ess_records.export_reading import is_ess_records, read_ess_records
from outside.ess_records.record_grid import head_of
from outside.ess_text.ascii_reading import is_ascii_results, read_ascii_results
from outside.ess_text.erm_reading import is_report, read_erm
from outside.ess_text.key_canvass import is_key_canvass
from outside.ess_text.key_canvass_reading import read_key_canvass
from outside.formats import OutsideFormat
from outside.hart.hart_xml import is_hart_xml, read_hart_xml
from outside.montana.canvass_workbook import is_montana_canvass, read_montana_canvass
from outside.montana.results_workbook import is_montana_results, read_montana_results
from outside.nist.cdf_report import is_cdf_json, is_cdf_xml, is_vxsuite, read_cdf
from outside.nist.vxsuite import read_vxsuite
from outside.opening import OpenedFile
from outside.results import OutsideResults

Outside = OutsideResults | OutsideCastVoteRecords


def _one_export(_: OpenedFile) -> object:
    return None


@dataclass(frozen=True, slots=True)
class FormatReader:
    """One format."""

    format: OutsideFormat
    knows: Callable[[OpenedFile], bool]
    """Whether a file is of this format, by its content alone. Raises nothing but OutsideFileError."""
    read: Callable[[tuple[OpenedFile, ...]], Outside]
    """Reads the files of one reading. Raises OutsideFileError."""
    together: bool = False
    """Whether all files of this format that lie in one place are one reading. Else each is one of its own."""
    part_of: Callable[[OpenedFile], object] = _one_export
    """What files have in common that are one reading, besides their place."""


FORMATS: tuple[FormatReader, ...] = (
    FormatReader(OutsideFormat.ESS_CVR, is_ess_records, read_ess_records, True, head_of),
    FormatReader(OutsideFormat.ESS_BALLOTS_TABLE, is_ballots_table, read_ballots_table, True, head_of),
    FormatReader(OutsideFormat.DOMINION_CVR_CSV, is_dominion_csv, read_dominion_csv),
    FormatReader(OutsideFormat.DOMINION_CVR_JSON, is_dominion_json, read_dominion_json, together=True),
    FormatReader(OutsideFormat.HART_CVR_XML, is_hart_xml, read_hart_xml, together=True),
    FormatReader(OutsideFormat.CLEAR_BALLOT_CVR, is_clear_ballot, read_clear_ballot),
    FormatReader(OutsideFormat.NIST_CVR_JSON, is_cdf_json, read_cdf),
    FormatReader(OutsideFormat.NIST_CVR_XML, is_cdf_xml, read_cdf),
    FormatReader(OutsideFormat.VXSUITE_CVR, is_vxsuite, read_vxsuite, together=True),
    FormatReader(OutsideFormat.ESS_PRECINCT_SUMMARY, is_precinct_summary, read_precinct_summary),
    FormatReader(OutsideFormat.ESS_ELECTION_SUMMARY, is_election_summary, read_election_summary),
    FormatReader(OutsideFormat.ESS_EL30A, partial(is_report, OutsideFormat.ESS_EL30A), read_erm),
    FormatReader(OutsideFormat.ESS_EL45A, partial(is_report, OutsideFormat.ESS_EL45A), read_erm),
    FormatReader(OutsideFormat.ESS_EL30, partial(is_report, OutsideFormat.ESS_EL30), read_erm),
    FormatReader(OutsideFormat.ESS_EL45, partial(is_report, OutsideFormat.ESS_EL45), read_erm),
    FormatReader(OutsideFormat.ESS_KEY_CANVASS, is_key_canvass, read_key_canvass),
    FormatReader(OutsideFormat.ESS_ASCII, is_ascii_results, read_ascii_results),
    FormatReader(OutsideFormat.MONTANA_RESULTS, is_montana_results, read_montana_results),
    FormatReader(OutsideFormat.MONTANA_CANVASS, is_montana_canvass, read_montana_canvass),
    FormatReader(OutsideFormat.COLUMNS, is_columns, read_columns),
)
