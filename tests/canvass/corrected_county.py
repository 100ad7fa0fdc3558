"""A small county whose ballots were corrected after printing: two editions of its definition, drawn ballots of both.

The candidate who stood first for the office that most have a choice in died. Another person stands at that oval in the
second edition.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tabulate.election import Choice, ChoiceId, Contest, ContestId, Election
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING, Deck, VotingHabits, make_deck
from test_ballots.definition import election_of
from test_ballots.plan import Plan
from test_ballots.voters.pens import MarkKind

DEAD_ID, NEW_ID = ChoiceId("the-deceased"), ChoiceId("the-successor")
NEW = Choice(NEW_ID, "Zenobia Quarrington")
CLEAR = VotingHabits(
    kinds={MarkKind.FILL: 1.0},
    blank_ballot=0.0,
    overvote=0.0,
    write_in=0.0,
    name_without_oval=0.0,
    oval_without_name=0.0,
    slip=0.0,
    stray=0.0,
)


def changed_contest(plan: Plan) -> Contest:
    """The contest that the correction is of."""
    return max(plan.contests, key=lambda contest: len(contest.choices))


def with_contest(plan: Plan, contest: Contest) -> Plan:
    """The plan with another contest in place of the one of its id."""
    return replace(plan, contests=tuple(contest if one.id == contest.id else one for one in plan.contests))


def first_plan(seed: int = 11) -> Plan:
    plan = small_county(seed)
    contest = changed_contest(plan)
    first, *others = contest.choices
    return with_contest(plan, replace(contest, choices=(replace(first, id=DEAD_ID), *others)))


def second_plan(first: Plan) -> Plan:
    contest = changed_contest(first)
    _, *others = contest.choices
    return with_contest(first, replace(contest, choices=(NEW, *others)))


@dataclass(frozen=True)
class CorrectedCounty:
    """Both editions as files and as elections, and clean scans of each."""

    contest: ContestId
    definitions: tuple[Path, Path]
    elections: tuple[Election, Election]
    decks: tuple[Deck, Deck]

    def scans(self, folder: Path, editions: Iterable[int] = (1, 2)) -> Path:
        """A folder with the scans of these editions, one after the other, as a batch has them."""
        folder.mkdir(parents=True)
        for edition in editions:
            for scan in sorted(self.decks[edition - 1].scans.iterdir()):
                shutil.copy(scan, folder / f"{edition}{scan.name}")
        return folder

    def true_votes(self, contest: ContestId, editions: Iterable[int] = (1, 2)) -> Counter[str]:
        """The votes that voters of these editions cast in a contest, by choice."""
        sheets = (sheet for edition in editions for sheet in self.decks[edition - 1].truth.sheets)
        return Counter(
            choice for sheet in sheets for one in sheet.contests if one.contest == contest for choice in one.yes
        )


def corrected_county(folder: Path, sheets: int = 6) -> CorrectedCounty:
    """Print, mark and scan ballots of both editions."""
    plans = first_plan(), second_plan(first_plan())
    printed = [election_of(plan) for plan in plans]
    files, decks = [], []
    for number, (election, content) in enumerate(printed, start=1):
        file = folder / f"edition-{number}.json"
        file.write_bytes(content)
        files.append(file)
        decks.append(make_deck(election, folder / f"deck-{number}", sheets, number, CLEAR, CLEAN_SCANNING))
    (one, _), (two, _) = printed
    return CorrectedCounty(changed_contest(plans[0]).id, (files[0], files[1]), (one, two), (decks[0], decks[1]))


def changed(definition: Path, file: Path, **fields: object) -> Path:
    """Another definition file, with these fields otherwise."""
    file.write_text(json.dumps(json.loads(definition.read_text(encoding="utf-8")) | fields), encoding="utf-8")
    return file
