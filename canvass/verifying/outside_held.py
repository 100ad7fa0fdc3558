"""Step 10 of verifying: another system's files are as they were kept, and figures are what they say by the names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from canvass.errors import RecordError
from canvass.importing.checked_count import count_of
from canvass.importing.kept_files import kept_content, kept_results
from outside.errors import NotMappedError
from outside.matching.defined_election import defined_election
from tabulate.board.outside.outside_entries import OutsideFiguresTaken, OutsideFileKept, OutsideNamesMapped
from tabulate.election import Election
from tabulate.ledger.entries import Entry
from tabulate.outside_figures import OutsideCount, OutsidePrecinctFigures


class OutsideCheck:
    """Sees every entry in order; keeps files and mappings, to read the files again where figures are taken."""

    def __init__(self, directory: Path) -> None:
        """`directory` of the record."""
        self._directory = directory
        self._files: dict[str, OutsideFileKept] = {}
        self._mappings: dict[int, OutsideNamesMapped] = {}

    def problems(self, number: int, entry: Entry, election: Election) -> Iterator[str]:
        """A sentence for each file that is not as it was, and for figures that do not follow from files and names."""
        match entry:
            case OutsideFileKept():
                self._files[entry.sha256] = entry
                yield from self._of_file(number, entry)
            case OutsideNamesMapped():
                self._mappings[number] = entry
            case OutsideFiguresTaken():
                yield from self._of_figures(number, entry, election)
            case _:
                pass

    def _of_file(self, number: int, entry: OutsideFileKept) -> Iterator[str]:
        try:
            size = len(kept_content(self._directory, entry))
        except RecordError as error:
            yield f"Entry {number}: {error}"
            return
        if size != entry.size_bytes:
            yield f"Entry {number}: {entry.name} has {size:,} bytes, and the entry says {entry.size_bytes:,}."

    def _of_figures(self, number: int, entry: OutsideFiguresTaken, election: Election) -> Iterator[str]:
        mapping = self._mappings.get(entry.mapping)
        files = [self._files[one] for one in entry.count.files if one in self._files]
        if mapping is None or len(files) != len(entry.count.files):
            return  # The story itself is broken; the fold says so.
        try:
            reports = [(one, kept_results(self._directory, one)) for one in files]
            found = count_of(reports, mapping, defined_election(election))
        except RecordError as error:
            yield f"Entry {number} (figures of another system): {error}"
        except NotMappedError as error:
            yield f"Entry {number} (figures of another system): {error.problems[0]}"
        else:
            if found != replace(entry.count, choices=()):
                where = _first_difference(entry.count, found, election)
                yield (
                    f"Entry {number} (figures of another system): they are not what {files[0].name} says by the names "
                    f"of entry {entry.mapping}. The first difference: {where}."
                )


def _first_difference(said: OutsideCount, found: OutsideCount, election: Election) -> str:
    """Where; a figure is never said, since results may be sealed."""
    for ids in dict.fromkeys(one.precinct for one in (*said.precincts, *found.precincts)):
        here, there = said.precinct(ids), found.precinct(ids)
        if here != there:
            return ", ".join((election.precinct_name(ids), *_contest(here, there, election)))
    return "what the report says of itself" if said.precincts == found.precincts else "the order of precincts"


def _contest(
    here: OutsidePrecinctFigures | None, there: OutsidePrecinctFigures | None, election: Election
) -> tuple[str, ...]:
    for id_ in dict.fromkeys(one.contest for side in (here, there) if side is not None for one in side.contests):
        if (here and here.contest(id_)) != (there and there.contest(id_)):
            contest = election.find_contest(id_)
            return (id_ if contest is None else contest.title,)
    return ("ballots cast",)
