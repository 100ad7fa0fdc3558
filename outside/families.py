"""The one table of all formats: how each is recognised, and who reads it. A format is added by one line."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from outside.cast_vote_records import OutsideCastVoteRecords
from outside.columns.columns_reading import is_columns, read_columns
from outside.electionware.summary_reading import (
    is_election_summary,
    is_precinct_summary,
    read_election_summary,
    read_precinct_summary,
)
from outside.ess_text.ascii_reading import is_ascii_results, read_ascii_results
from outside.ess_text.erm_reading import is_report, read_erm
from outside.ess_text.key_canvass import is_key_canvass
from outside.ess_text.key_canvass_reading import read_key_canvass
from outside.formats import OutsideFormat
from outside.montana.canvass_workbook import is_montana_canvass, read_montana_canvass
from outside.montana.results_workbook import is_montana_results, read_montana_results
from outside.opening import OpenedFile
from outside.results import OutsideResults

Outside = OutsideResults | OutsideCastVoteRecords


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


FORMATS: tuple[FormatReader, ...] = (
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
