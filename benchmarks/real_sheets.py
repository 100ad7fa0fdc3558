"""Real scanned sheets with truth, where they lie beside the repository: is any oval read wrongly, or passed over?

`python -m benchmarks.real_sheets` reads every sheet of `../shared/ballots` and `../shared/paper`: by timing marks, by
its measured layout and by a layout learned from its blank, as far as there are any. It prints what became of them.
`--only SET` takes some of the sets, and `--unlearned` learns no blank.

It is scored as the collections ask: a filled oval must be marked, one without a pen's mark must not be, and a mark that
a person would take for a vote may be asked about, but not passed over.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measures import ROOT, commit, machine
from canvass.errors import InputError
from canvass.learning.blank_to_layout import learn_ballots
from canvass.learning.layout_files import with_layout_files
from imaging.layout import CardId
from imaging.pages import PlannedSheet, ScanFile, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet, TargetReading, UnreadSheet
from tabulate.definitions import load_definition
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_file import BallotLayout
from tabulate.election import ContestId, Election
from tabulate.errors import LayoutError
from tabulate.questions import Question
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import Questionable, cast_vote_record

COLLECTIONS = tuple(ROOT.parent / "shared" / name for name in ("ballots", "paper"))
HANDED_TO_PEOPLE = {"4653ca16-0f5c-4968-8390-f6297f2c278c"}
"""Sheets of which a part with ovals is torn off: to set them aside is right."""
BLANKS = {"oaklawn-pens": ("batch-1-20200504_210852-ballot-0018.jpg", "batch-1-20200504_210852-ballot-0017.jpg")}
"""Blanks that the truth does not name: a sheet on which nothing is marked."""
TIMING_MARKS = "timing marks"
MOST_AWAY_IN = 0.045
"""The truth's centres are good to 0.03 inch; ours may add a pixel or two."""


@dataclass(slots=True)
class RealOutcomes:
    """What became of a set's sheets, read in one way: added up as they are read.

    plain      ovals that a pen filled or did not touch, and of these those that are asked about without need
    lost       marks of plain intent in a contest that is counted without them, with no question
    names      write-in lines asked about for a name without its oval: the truth does not tell which are written on
    """

    name: str
    read: int = 0
    refused: int = 0
    refused_rightly: int = 0
    right: int = 0
    asked: int = 0
    wrong: int = 0
    lost: int = 0
    plain: int = 0
    plain_asked: int = 0
    names: int = 0
    failures: list[str] = field(default_factory=list)

    def row(self) -> str:
        """A line of the table in docs/measured.md."""
        sheets = f"{self.read} / {self.refused}" + (f" ({self.refused_rightly} rightly)" * bool(self.refused_rightly))
        share = f"{self.plain_asked} of {self.plain}"
        ovals = f"{self.right} / {self.asked} / {self.wrong}"
        return f"| {self.name} | {sheets} | {ovals} | {self.lost} | {share} | {self.names} |"


HEADING = (
    "| Sheets | read / refused | ovals right / asked / wrong | silent undervotes | plain ovals asked about | names |\n"
    "|---|---|---|---|---|---|"
)


def measure_real_sheets(folder: Path, learn: bool = True) -> Iterator[RealOutcomes]:
    """A set's sheets, read in every way that the set gives; `learn` says whether blanks are learned."""
    truth = truth_of(folder)
    sheets = sheets_with_ovals(truth)
    if not sheets:
        return
    election = load_definition(folder / "election.json")
    for how, laid_out in elections_by_layout(folder, truth, election, learn):
        outcomes = RealOutcomes(f"{folder.name}, {how}")
        if isinstance(laid_out, str):
            outcomes.failures.append(laid_out)
        else:
            for sheet in sheets:
                hold_against_truth(folder, sheet, laid_out, outcomes)
        yield outcomes


def elections_by_layout(
    folder: Path, truth: dict[str, Any], election: Election, learn: bool
) -> Iterator[tuple[str, Election | str]]:
    """The election as each kind of layout has it, or why it cannot be read by it."""
    if election.layouts.cards:
        yield TIMING_MARKS, election
    if (folder / "layout.json").exists():
        yield "measured", with_layout_files(election, [folder / "layout.json"])[0]
    blanks = BLANKS.get(folder.name) or _of_one_kind(truth.get("blank") or ()) or _marked_blank(truth)
    if blanks and learn:
        try:
            ballots = learn_ballots([folder / name for name in blanks], election, None)
            cards = tuple(card for ballot in ballots for card in ballot.cards)
            yield "learned", with_layout(election, BallotLayout(cards))
        except (InputError, LayoutError) as error:
            yield "learned", f"not learned whole: {str(error).splitlines()[0]}"


def _of_one_kind(names: Sequence[str]) -> tuple[str, ...]:
    """The PDF among several blanks of one ballot, else the pictures."""
    return tuple(name for name in names if name.endswith(".pdf")) or tuple(names)


def _marked_blank(truth: dict[str, Any]) -> tuple[str, ...]:
    """The scans of the sheet that the truth calls a blank."""
    return tuple(page["image"] for sheet in truth["sheets"] if sheet["id"] == "blank" for page in sheet["pages"])


def truth_of(folder: Path) -> dict[str, Any]:
    """What is known of a set's sheets."""
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))


def sheets_with_ovals(truth: dict[str, Any]) -> list[dict[str, Any]]:
    """The sheets of which the truth tells every oval."""
    return [sheet for sheet in truth["sheets"] if any(page.get("ovals") for page in sheet["pages"])]


def planned_sheet(folder: Path, sheet: dict[str, Any]) -> PlannedSheet:
    """A sheet that a truth file tells of, from its images."""
    files = [ScanFile(folder / page["image"], page["image"]) for page in sheet["pages"]]
    (planned,) = plan_sheets(files, images_per_sheet=len(files))
    return planned


def hold_against_truth(folder: Path, sheet: dict[str, Any], election: Election, outcomes: RealOutcomes) -> None:
    """Read one sheet and add up what became of its ovals."""
    planned, files = planned_sheet(folder, sheet), sheet["pages"]
    reading = read_sheet(load_sheet(planned).sheet, election.layouts, len(files), read_words=False)
    if not isinstance(reading, ReadSheet):
        assert isinstance(reading, UnreadSheet)
        outcomes.refused += 1
        outcomes.refused_rightly += sheet["id"] in HANDED_TO_PEOPLE
        outcomes.failures.append(f"{sheet['id']}: {reading.reasons[0]}")
        return
    outcomes.read += 1
    votes = cast_vote_record(reading, election, CURRENT_RULES)
    questions = {contest.contest: contest.question for contest in votes.contests if isinstance(contest, Questionable)}
    names = {(asked.contest, asked.choice) for asked in votes.questions if asked.question is Question.NAME_WITHOUT_OVAL}
    for page in sheet["pages"]:
        for oval in page.get("ovals", ()):
            target, contest, choice = _target_of(oval, page, reading, election)
            named = (contest, choice) in names
            _judge(sheet["id"], oval, target, questions.get(contest), named, outcomes)


def _target_of(
    oval: dict[str, Any], page: dict[str, Any], reading: ReadSheet, election: Election
) -> tuple[TargetReading, ContestId, str]:
    """The target that was read where the truth has an oval, and what it means."""
    image = next(one for one in reading.pages if one.source.file == page["image"])
    col, row = oval["center"]
    own = [target for target in reading.targets if target.side is image.side]
    target = min(own, key=lambda one: abs(one.centre_row_px - row) + abs(one.centre_col_px - col))
    meaning = election.card(CardId(reading.card)).meanings[target.number - 1]
    return target, meaning.contest, meaning.choice


def _judge(
    sheet: str, oval: dict[str, Any], target: TargetReading, question: Question | None, named: bool, into: RealOutcomes
) -> None:
    """Add up one oval; `question` is that of its contest, and `named` says that its write-in line is asked about."""
    near = target.nearby is not None and question is Question.AMBIGUOUS_MARK
    asked = target.mark is Mark.AMBIGUOUS or near or named
    voted = oval["mark"] != "no" and bool(oval.get("intent"))
    lost = voted and target.mark is Mark.UNMARKED and not asked and question is None
    invented = target.mark is Mark.MARKED and (oval["mark"] == "no" or oval.get("intent") is False)
    looked_at = voted and target.mark is Mark.UNMARKED and not lost
    into.lost += lost
    into.wrong += lost or invented
    into.asked += asked or looked_at
    into.right += not (lost or invented or asked or looked_at)
    needless = oval["mark"] in ("yes", "no") and (target.mark is Mark.AMBIGUOUS or near)
    into.names += named
    into.plain += oval["mark"] in ("yes", "no")
    into.plain_asked += needless
    if lost or invented or needless or named:
        what = "LOST" if lost else "INVENTED" if invented else "asked"
        said = (
            f"{target.mark}, {target.ink_px} of {target.target_px}, {target.doubt or target.refused or target.nearby}"
        )
        into.failures.append(f"{what} {sheet}: {oval['contestId']}, {oval['optionId']}: {oval['mark']}; {said}")


def main() -> None:
    """Read all of them, or the sets that are named."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", nargs="*", default=[], metavar="SET")
    arguments.add_argument("--unlearned", action="store_true")
    asked = arguments.parse_args()
    folders = [file.parent for one in COLLECTIONS for file in sorted(one.glob("*/truth.json"))]
    chosen = [folder for folder in folders if not asked.only or folder.name in asked.only]
    if not chosen:
        raise SystemExit(f"No set of real sheets in {', '.join(map(str, COLLECTIONS))}. Nothing was measured.")
    print(f"{machine()}; commit {commit()}")
    print(HEADING)
    outcomes = []
    for folder in chosen:
        for one in measure_real_sheets(folder, not asked.unlearned):
            print(one.row(), flush=True)
            outcomes.append(one)
    for one in outcomes:
        for failure in one.failures:
            print(f"{one.name}: {failure}")
    raise SystemExit(1 if any(one.wrong for one in outcomes) else 0)


if __name__ == "__main__":
    main()
