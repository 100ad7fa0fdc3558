"""The closed list of other systems' files that Canvass reads."""

from enum import StrEnum


class OutsideFormat(StrEnum):
    """One kind of file, by the system that writes it and the report or export it is."""

    ESS_PRECINCT_SUMMARY = "ess-precinct-summary"
    ESS_ELECTION_SUMMARY = "ess-election-summary"
    ESS_EL30A = "ess-el30a"
    ESS_EL45A = "ess-el45a"
    ESS_EL30 = "ess-el30"
    ESS_EL45 = "ess-el45"
    ESS_KEY_CANVASS = "ess-key-canvass"
    ESS_ASCII = "ess-ascii"
    ESS_CVR = "ess-cvr"
    ESS_BALLOTS_TABLE = "ess-ballots-table"
    DOMINION_CVR_CSV = "dominion-cvr-csv"
    DOMINION_CVR_JSON = "dominion-cvr-json"
    HART_CVR_XML = "hart-cvr-xml"
    CLEAR_BALLOT_CVR = "clear-ballot-cvr"
    NIST_CVR_JSON = "nist-cvr-json"
    NIST_CVR_XML = "nist-cvr-xml"
    VXSUITE_CVR = "vxsuite-cvr"
    MONTANA_RESULTS = "montana-results"
    MONTANA_CANVASS = "montana-canvass"
    COLUMNS = "columns"

    @property
    def words(self) -> str:
        """The format as people call it."""
        return _WORDS[self]

    @property
    def system(self) -> str:
        """Whose system writes it; empty where anybody may."""
        return _SYSTEMS.get(self.value.split("-")[0], "")


_WORDS: dict[OutsideFormat, str] = {
    OutsideFormat.ESS_PRECINCT_SUMMARY: "Electionware Precinct Summary (PDF)",
    OutsideFormat.ESS_ELECTION_SUMMARY: "Electionware Election Summary (PDF)",
    OutsideFormat.ESS_EL30A: "ERM precinct report with groups, EL30A (text)",
    OutsideFormat.ESS_EL45A: "ERM county report with groups, EL45A (text)",
    OutsideFormat.ESS_EL30: "ERM precinct report, EL30 (text)",
    OutsideFormat.ESS_EL45: "ERM county report, EL45 (text)",
    OutsideFormat.ESS_KEY_CANVASS: "ERM numbered key canvass (text)",
    OutsideFormat.ESS_ASCII: "ES&S ASCII results (fixed columns)",
    OutsideFormat.ESS_CVR: "ES&S cast vote records (CSV or workbook)",
    OutsideFormat.ESS_BALLOTS_TABLE: "Electionware Ballots table (CSV)",
    OutsideFormat.DOMINION_CVR_CSV: "Dominion cast vote records (CSV)",
    OutsideFormat.DOMINION_CVR_JSON: "Dominion cast vote records (JSON)",
    OutsideFormat.HART_CVR_XML: "Hart cast vote records (XML)",
    OutsideFormat.CLEAR_BALLOT_CVR: "Clear Ballot cast vote records (CSV)",
    OutsideFormat.NIST_CVR_JSON: "NIST cast vote records (JSON)",
    OutsideFormat.NIST_CVR_XML: "NIST cast vote records (XML)",
    OutsideFormat.VXSUITE_CVR: "VxSuite cast vote records (JSON)",
    OutsideFormat.MONTANA_RESULTS: "Montana's results of a county by precinct (workbook)",
    OutsideFormat.MONTANA_CANVASS: "Montana's official canvass by precinct (workbook)",
    OutsideFormat.COLUMNS: "columns that anyone can write (CSV)",
}

_SYSTEMS = {
    "ess": "Election Systems & Software",
    "dominion": "Dominion Voting Systems",
    "hart": "Hart InterCivic",
    "clear": "Clear Ballot",
    "vxsuite": "VotingWorks",
    "montana": "Montana Secretary of State",
}
