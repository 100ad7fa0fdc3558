"""ERM's numbered key canvass to results by precinct."""

from outside.errors import OutsideFileError
from outside.ess_text.key_canvass import KeyBlock, key_blocks
from outside.ess_text.row_names import named_row
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import OpenedFile
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, placed
from outside.source import OutsideSource, source_files


def read_key_canvass(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """One such report. Raises OutsideFileError, naming the line."""
    (file,) = files
    canvass = key_blocks(file)
    contests = [block for block in canvass.blocks if not _is_statistics(block)]
    statistics = [block for block in canvass.blocks if _is_statistics(block)]
    if not canvass.blocks or canvass.pending or not all(block.title and block.figures for block in contests):
        raise OutsideFileError(
            "a contest without its title or its figures",
            "a title, names by number, and figures below them",
            "Print the report to a file again.",
        )
    named = dict.fromkeys(name for block in canvass.blocks for name in block.figures)
    head = canvass.heads[0]
    known = OutsideFormat.ESS_KEY_CANVASS
    source = OutsideSource(
        known,
        source_files([file.file]),
        known.system,
        head.label,
        head.county,
        head.election,
        head.election_date,
        head.run_at,
        head.heading,
    )
    findings = tuple(finding for block in canvass.blocks for finding in block.findings())
    if canvass.is_cut:
        words = "the printer is not set back at the end of the file: most likely it was cut off"
        findings = (OutsideFinding(FindingKind.PAGES, "", words), *findings)
    precincts = tuple(_precinct(name, contests, statistics) for name in named)
    return OutsideResults(source, (), precincts, findings=findings)


def _is_statistics(block: KeyBlock) -> bool:
    return any(name.upper().startswith(("REGISTERED VOTERS", "BALLOTS CAST")) for name in block.keys.values())


def _precinct(name: tuple[str, str], contests: list[KeyBlock], statistics: list[KeyBlock]) -> OutsidePrecinct:
    told = {
        block.keys[key].upper(): figure for block in statistics for key, figure in block.figures.get(name, {}).items()
    }
    return OutsidePrecinct(
        name=name[1],
        code=name[0],
        contests=placed(_contest(block, name) for block in contests if name in block.figures),
        ballots_cast=told.get("BALLOTS CAST - TOTAL"),
        blank_cast=told.get("BALLOTS CAST - BLANK"),
        registered=told.get("REGISTERED VOTERS - TOTAL"),
    )


def _contest(block: KeyBlock, precinct: tuple[str, str]) -> OutsideContest:
    rows = tuple(named_row(block.keys[number], figure) for number, figure in block.figures[precinct].items())
    return OutsideContest(block.title, rows, block.seats, party=block.party)
