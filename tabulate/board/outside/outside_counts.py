"""Another system's count as it stands in a record: the one place that says which of its entries may follow which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.outside.outside_entries import (
    OutsideEntry,
    OutsideFiguresTaken,
    OutsideFileKept,
    OutsideFileWithdrawn,
    OutsideNamesMapped,
    OutsideWriteInsNamed,
)
from tabulate.board.words_said import check_said, check_sha256
from tabulate.election import ContestId
from tabulate.outside_figures import OutsideContestFigures, OutsideCount, OutsidePrecinctFigures
from tabulate.precincts import PrecinctId
from tabulate.printable import prints

_LONGEST = 1_000
_JUDGES = 3
"""Who read write-ins, at least (13-15-112)."""


@dataclass(frozen=True, slots=True)
class OutsideCounts:
    """Files, names and figures; `after` makes the next."""

    files: tuple[tuple[int, OutsideFileKept], ...] = ()
    """Every file that is kept and was not withdrawn, with its entry's number; `earlier` passes over withdrawn ones."""
    mappings: tuple[tuple[int, OutsideNamesMapped], ...] = ()
    takings: tuple[tuple[int, OutsideFiguresTaken], ...] = ()
    write_ins: tuple[tuple[int, OutsideWriteInsNamed], ...] = ()

    def file(self, sha256: str) -> OutsideFileKept | None:
        """A kept file by its hash; None where none has it."""
        return next((one for _, one in self.files if one.sha256 == sha256), None)

    @property
    def newest_files(self) -> tuple[OutsideFileKept, ...]:
        """The kept files that no later version of the same source follows."""
        followed = {one.earlier for _, one in self.files}
        return tuple(one for _, one in self.files if one.sha256 not in followed)

    def before(self, kept: OutsideFileKept) -> tuple[OutsideFileKept, ...]:
        """The versions of the same source before this one that are kept, the nearest first."""
        found: list[OutsideFileKept] = []
        while (earlier := self.file(kept.earlier)) is not None:
            found.append(earlier)
            kept = earlier
        return tuple(found)

    @property
    def mapping(self) -> tuple[int, OutsideNamesMapped] | None:
        """What names mean now, with the number of its entry; None before anybody confirmed it."""
        return self.mappings[-1] if self.mappings else None

    @property
    def taken(self) -> tuple[int, OutsideFiguresTaken] | None:
        """The figures taken last, with the number of their entry; None where there are none."""
        return self.takings[-1] if self.takings else None

    @property
    def count(self) -> OutsideCount | None:
        """The other system's count as it was taken last; None where there is none."""
        return self.taken[1].count if self.taken else None

    @property
    def write_ins_named(self) -> Mapping[tuple[PrecinctId, ContestId], OutsideWriteInsNamed]:
        """Whom the judges read last in the write-ins of the figures that hold, by precinct and contest."""
        holds = 0 if self.taken is None else self.taken[0]
        return {(one.precinct, one.contest): one for _, one in self.write_ins if one.taken == holds}

    def check(self, entry: OutsideEntry) -> None:
        """Whether the entry may follow those taken. Raises NotAllowed."""
        check_said((entry.entered_by,), _LONGEST, "the name of who enters it")
        match entry:
            case OutsideFileKept():
                self._check_file(entry)
            case OutsideFileWithdrawn():
                self._check_withdrawn(entry)
            case OutsideNamesMapped():
                self._check_names(entry)
            case OutsideFiguresTaken():
                self._check_taken(entry)
            case OutsideWriteInsNamed():
                self._check_write_ins(entry)
            case _:
                assert_never(entry)

    def after(self, number: int, entry: OutsideEntry) -> "OutsideCounts":
        """These once an entry that was found allowed is taken, with its number."""
        match entry:
            case OutsideFileKept():
                return replace(self, files=(*self.files, (number, entry)))
            case OutsideFileWithdrawn():
                return replace(self, files=self._without(entry.sha256))
            case OutsideNamesMapped():
                return replace(self, mappings=(*self.mappings, (number, entry)))
            case OutsideFiguresTaken():
                return replace(self, takings=(*self.takings, (number, entry)))
            case OutsideWriteInsNamed():
                return replace(self, write_ins=(*self.write_ins, (number, entry)))
            case _:
                assert_never(entry)

    def _without(self, sha256: str) -> tuple[tuple[int, OutsideFileKept], ...]:
        """The files without one; what followed it follows the version before it: no chain breaks or closes."""
        gone = self.file(sha256)
        before = "" if gone is None else gone.earlier
        return tuple(
            (number, replace(one, earlier=before) if one.earlier == sha256 else one)
            for number, one in self.files
            if one.sha256 != sha256
        )

    def _check_file(self, entry: OutsideFileKept) -> None:
        check_sha256(entry.sha256, "of the file")
        check_said((entry.name, entry.format), _LONGEST, "the name of a file and its format")
        _check_prints((entry.source, entry.label, entry.run_at, entry.although))
        if entry.size_bytes < 1:
            raise NotAllowed("a file that is not empty", f"{entry.size_bytes} bytes", "Export it again.")
        if (known := self.file(entry.sha256)) is not None:
            raise NotAllowed("a file that is not kept yet", f"{known.name}, which is", "It is already there.")
        if entry.earlier and self.file(entry.earlier) is None:
            raise NotAllowed("an earlier version that is kept", entry.earlier, "Keep it first.")

    def _check_withdrawn(self, entry: OutsideFileWithdrawn) -> None:
        check_said((entry.reason,), _LONGEST, "why the file is withdrawn")
        known = self.file(entry.sha256)
        if known is None:
            raise NotAllowed("a file that is kept", entry.sha256[:80], "Look at its name.")
        if self.count is not None and entry.sha256 in self.count.files:
            raise NotAllowed(
                "a file whose figures are not the count",
                f"{known.name}, whose figures are",
                "Take the right report's figures first: canvass outside take",
            )

    def _check_names(self, entry: OutsideNamesMapped) -> None:
        _check_once(("precinct", (one.code, one.name)) for one in entry.precincts)
        _check_once(
            ("contest", (one.title, one.district, one.party, one.seats, one.place, one.precincts))
            for one in entry.contests
        )
        for contest in entry.contests:
            _check_once((f"choice of {contest.title}", (one.name, one.party)) for one in contest.choices)

    def _check_taken(self, entry: OutsideFiguresTaken) -> None:
        count = entry.count
        if not count.files or (unknown := [one for one in count.files if self.file(one) is None]):
            found = "none" if not count.files else unknown[0]
            raise NotAllowed("files that the record keeps", found, "Keep the file first.")
        if self.mapping is None or entry.mapping != self.mapping[0]:
            raise NotAllowed(
                "the mapping of names that holds now",
                f"that of entry {entry.mapping:,}",
                "Somebody changed what names mean. Check the files again, then take them.",
            )
        if not count.precincts:
            raise NotAllowed("figures of a precinct", "none", "Name a report by precincts.")
        _check_once(("precinct", one.precinct) for one in count.precincts)
        for precinct in count.precincts:
            _check_once(("contest", one.contest) for one in precinct.contests)
            _check_figures(precinct)
        reasons = (one.because for one in entry.accepted)
        check_said(reasons, _LONGEST, "why the figures are taken although something does not fit")

    def _check_write_ins(self, entry: OutsideWriteInsNamed) -> None:
        if self.taken is None or entry.taken != self.taken[0]:
            found = f"those of entry {entry.taken:,}"
            raise NotAllowed("write-ins of the figures that hold now", found, "See them: canvass outside results.")
        precinct = self.taken[1].count.precinct(entry.precinct)
        figures = None if precinct is None else precinct.contest(entry.contest)
        told = 0 if figures is None else figures.write_ins or 0
        _check_once(("person", one.choice) for one in entry.people)
        said = [entry.not_valid, *(one.votes for one in entry.people)]
        if min(said) < 0 or sum(said) > told:
            raise NotAllowed(
                f"at most the {told:,} write-ins that the other system counted of {entry.contest} in {entry.precinct}",
                ", ".join(f"{one:,}" for one in said),
                "Look at the judges' sheet.",
            )
        check_said(entry.judges, _LONGEST, "the names of the judges who read the write-ins (13-15-206(5))")
        if len(set(entry.judges)) < max(_JUDGES, len(entry.judges)):
            found = ", ".join(entry.judges) or "nobody"
            raise NotAllowed(f"{_JUDGES} judges, each once (13-15-112)", found, "Name them.")


def _check_once(named: Iterable[tuple[str, object]]) -> None:
    seen = set()
    for what, name in named:
        if (what, name) in seen:
            raise NotAllowed(f"each {what} once", f"{name!r} twice", "Strike one of the two lines.")
        seen.add((what, name))


def _check_prints(texts: Iterable[str]) -> None:
    for text in texts:
        if not prints(text) or len(text) > _LONGEST:
            raise NotAllowed("words in letters that can be printed", repr(text[:80]), "Export the file again.")


def _check_figures(precinct: OutsidePrecinctFigures) -> None:
    groups = [one.ballots for one in precinct.by_group]
    told = [precinct.ballots_cast, *groups, *(figure for one in precinct.contests for figure in _figures(one))]
    if any(figure is not None and figure < 0 for figure in told):
        raise NotAllowed("figures of 0 or more", f"one below 0 in {precinct.precinct}", "Look at the file.")


def _figures(one: OutsideContestFigures) -> Iterator[int | None]:
    yield from (one.ballots, *one.votes, one.write_ins, one.overvotes, one.undervotes)
