"""Ballots of five invented vendors, learned from their blanks and then read: is any target missed, any vote wrong?

`python -m benchmarks.learned_layouts --ballots 500` learns each vendor's two ballot styles from a PDF or from pictures
of 150 to 300 dpi, reads the ballots, scanned carelessly, and holds every target against the truth. With `--keep FILE`
what is done stands in a file, and the same command goes on where it stopped.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measures import machine
from canvass.learning.blank_to_layout import learn_ballots
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet, TargetReading, UnreadSheet
from tabulate.definitions import parse_definition
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_file import BallotLayout, LayoutCard
from tabulate.election import Election
from tabulate.errors import LayoutError
from test_ballots.scanning.files import FileKind, encode_sheet
from test_ballots.sheets import SheetFiles
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.decks import vendor_sheets
from test_ballots.vendors.designs import DESIGNS, Design
from test_ballots.vendors.placing import VendorPage
from test_ballots.vendors.press import VendorPress
from test_ballots.voters.true_marks import TargetTruth, TrueMark

BALLOTS_A_COUNTY = 100
"""Each vendor prints for so many ballots before another county's names come."""
MOST_AWAY_IN = 0.03
BLANK_DPIS = (None, 150, 200, 300)
"""None: the printer's PDF."""


@dataclass(frozen=True, slots=True)
class VendorBallotOutcome:
    """What became of one ballot."""

    number: int
    vendor: str
    set_aside: str | None
    """The reason, where it was not read."""
    targets: int
    ambiguous: int
    wrong: tuple[str, ...]


def faults_of_learning(design: Design, press: VendorPress, cards: Iterable[LayoutCard]) -> Iterator[str]:
    """Each target that was missed, invented, misplaced, or wrongly named; one without a name counts as missed."""
    by_style = {card.ballot_style: card for card in cards}
    for number, pages in enumerate(press.styles):
        style = press.election.cards[number].ballot_style
        for page, (placed, learned) in enumerate(zip(pages, by_style[style].pages, strict=True), 1):
            where = f"{design.vendor}, style {style}, page {page}"
            found = {(t.name.contest, t.name.choice): t.place for t in learned.targets if t.name is not None}
            yield from (f"{where}: no name beside {t.printed!r}" for t in learned.targets if t.name is None)
            if len(learned.targets) != len(placed.targets):
                yield f"{where}: {len(learned.targets)} targets found where {len(placed.targets)} are printed"
            yield from _misplaced(where, placed, {key: (place.x_in, place.y_in) for key, place in found.items()})


def _misplaced(where: str, placed: VendorPage, found: dict[tuple[str, str], tuple[float, float]]) -> Iterator[str]:
    for target in placed.targets:
        place = found.get((target.contest, target.choice))
        if place is None:
            yield f"{where}: {target.contest}/{target.choice} was not found"
        elif max(abs(place[0] - target.right_in), abs(place[1] - target.down_in)) > MOST_AWAY_IN:
            yield f"{where}: {target.contest}/{target.choice} was found elsewhere, at {place}"


@dataclass(frozen=True, slots=True)
class LearnedVendor:
    """A vendor's ballots for one county, learned."""

    definition: bytes
    election: Election | None
    """None where the layout cannot be used."""
    faults: tuple[str, ...]


@lru_cache(maxsize=8)
def learned_vendor(design: Design, county: int, dpi: int | None) -> LearnedVendor:
    """Learn both ballot styles of a vendor from blanks: a PDF, or pictures of so many dpi."""
    definition = definition_bytes(county)
    election = parse_definition(definition)
    press = VendorPress(design, definition)
    cards: list[LayoutCard] = []
    with TemporaryDirectory() as folder:
        for number, style in enumerate(election.ballot_styles):
            for ballot in learn_ballots(_blanks(press, number, Path(folder), dpi), election, style.id):
                cards += ballot.cards
    faults = list(faults_of_learning(design, press, cards))
    try:
        return LearnedVendor(definition, with_layout(election, BallotLayout(tuple(cards))), tuple(faults))
    except LayoutError as error:
        return LearnedVendor(definition, None, (*faults, *(str(problem) for problem in error.problems)))


def _blanks(press: VendorPress, style: int, folder: Path, dpi: int | None) -> list[Path]:
    if dpi is None:
        contents = [press.blank_pdf(style)]
    else:
        contents = encode_sheet(press.blank_images(style, dpi), FileKind.PNG, dpi)
    files = [folder / f"{style}-{n}.{'pdf' if dpi is None else 'png'}" for n in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return files


def read_ballot(number: int) -> VendorBallotOutcome:
    """Make ballot `number` (from 1) and read it by what its vendor's blanks taught."""
    design = DESIGNS[number % len(DESIGNS)]
    county, dpi = county_of(number)
    learned = learned_vendor(design, county, dpi)
    if learned.election is None:
        return VendorBallotOutcome(number, design.vendor, "not learned", 0, 0, learned.faults)
    made = next(vendor_sheets(design, learned.definition, 1, county, first=number))
    reading = reading_of(made, learned.election)
    faults = learned.faults
    if isinstance(reading, UnreadSheet):
        return VendorBallotOutcome(number, design.vendor, reading.reasons[0].code.value, 0, 0, faults)
    wrong = (*faults, *wrong_targets(made, reading, learned.election))
    ambiguous = sum(target.mark is Mark.AMBIGUOUS for target in reading.targets)
    return VendorBallotOutcome(number, design.vendor, None, len(reading.targets), ambiguous, wrong)


def county_of(number: int) -> tuple[int, int | None]:
    """The county's seed, and what its blanks are learned from."""
    county = number // BALLOTS_A_COUNTY + 1
    return county, BLANK_DPIS[(county + number % len(DESIGNS)) % len(BLANK_DPIS)]


def reading_of(made: SheetFiles, election: Election) -> ReadSheet | UnreadSheet:
    """The sheet as the reader has it."""
    images = len(made.truth.pages)
    with TemporaryDirectory() as folder:
        for name, content in zip(made.names, made.contents, strict=True):
            (Path(folder) / name).write_bytes(content)
        files = find_scans([Path(folder) / name for name in made.names]).files
        (planned,) = plan_sheets(files, images_per_sheet=images)
        reading = read_sheet(load_sheet(planned).sheet, election.layouts, images)
    if isinstance(reading, ReadSheet | UnreadSheet):
        return reading
    raise TypeError(f"sheet {made.truth.number} was read as a device printout")


def wrong_targets(made: SheetFiles, reading: ReadSheet, election: Election) -> Iterator[str]:
    """Each target whose mark is not what the truth allows, by its meaning."""
    card = election.card(reading.card)
    if card.ballot_style != made.truth.ballot_style:
        yield f"ballot style {made.truth.ballot_style} was read as {card.ballot_style}"
        return
    truth = {(target.contest, target.choice): target for target in made.truth.targets}
    for target in reading.targets:
        meaning = card.meanings[target.number - 1]
        known = truth[meaning.contest, meaning.choice]
        if not _allows(known, target):
            shape = f"{known.mark.value} ({known.kind}, {known.ink_share})"
            yield f"{meaning.contest}/{meaning.choice}: {shape} was read as {target.mark.value}"


def _allows(truth: TargetTruth, target: TargetReading) -> bool:
    """A filled target is never unmarked, one without a mark never marked; of others what a person would say.

    What the machine leaves to the board is no wrong vote.
    """
    if target.mark is Mark.AMBIGUOUS:
        return True
    if truth.mark is TrueMark.MARGINAL:
        return truth.intent is None or truth.intent is (target.mark is Mark.MARKED)
    return (truth.mark is TrueMark.YES) is (target.mark is Mark.MARKED)


def report(outcomes: list[VendorBallotOutcome]) -> Iterator[str]:
    """The campaign's result, in lines."""
    read = [outcome for outcome in outcomes if outcome.set_aside is None]
    targets = sum(outcome.targets for outcome in read)
    ambiguous = sum(outcome.ambiguous for outcome in read)
    wrong = [f"ballot {outcome.number} ({outcome.vendor}): {text}" for outcome in outcomes for text in outcome.wrong]
    yield f"{len(outcomes)} ballots: {len(read)} read, {len(outcomes) - len(read)} set aside, {len(wrong)} wrong"
    yield f"  {targets} targets, {ambiguous} left to the board"
    for vendor in (design.vendor for design in DESIGNS):
        own = [outcome for outcome in outcomes if outcome.vendor == vendor]
        causes = Counter(outcome.set_aside for outcome in own if outcome.set_aside is not None)
        said = ", ".join(f"{count} {cause}" for cause, count in causes.most_common())
        yield f"  {vendor}: {len(own)} ballots{', set aside: ' + said if said else ''}"
    yield from (f"  WRONG: {text}" for text in wrong)


def run_campaign(ballots: int, processes: int, keep: Path | None) -> list[VendorBallotOutcome]:
    """Read ballots 1 to `ballots`; those that `keep` holds are not read again."""
    done = _kept(keep)
    todo = [number for number in range(1, ballots + 1) if number not in done]
    # a process gets one vendor's ballots of a county together: it learns them once
    todo.sort(key=lambda number: (county_of(number)[0], number % len(DESIGNS), number))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for outcome in pool.map(partial(read_ballot), todo, chunksize=5):
            done[outcome.number] = outcome
            if keep is not None:
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(outcome)) + "\n")
            if sys.stderr.isatty():
                print(f"\r{len(done)} of {ballots}", end="", file=sys.stderr)
    return [done[number] for number in sorted(done) if number <= ballots]


def _kept(keep: Path | None) -> dict[int, VendorBallotOutcome]:
    if keep is None or not keep.exists():
        return {}
    rows = (json.loads(line) for line in keep.read_text(encoding="utf-8").splitlines() if line.endswith("}"))
    return {row["number"]: VendorBallotOutcome(**{**row, "wrong": tuple(row["wrong"])}) for row in rows}


def main() -> None:
    """Read them in as many processes as asked for; exit code 1 where anything is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ballots", type=int, default=500)
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--keep", type=Path, help="where outcomes are kept, to go on from")
    asked = arguments.parse_args()
    print(machine())
    outcomes = run_campaign(asked.ballots, asked.processes, asked.keep)
    print("\n".join(report(outcomes)))
    raise SystemExit(any(outcome.wrong for outcome in outcomes))


if __name__ == "__main__":
    main()
