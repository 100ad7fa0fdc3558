"""From what a judge sent to what the judge found; what is missing or contradicts itself is said beside its question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from canvass.board.review.asked import NO_VOTE, OVERVOTED, BallotAsked, ContestAsked, LineAsked, Option, Review
from tabulate.board.checking import ruling
from tabulate.board.decisions import JudgeDecided
from tabulate.board.rulings import BallotRuling, Case, ContestRuling, LineFinding, Verdict, WrittenLine
from tabulate.election import ChoiceId
from tabulate.questions import Question
from tabulate.whole_numbers import whole_number

MOST_NAME = 120
"""Characters of a written name, and of the place of another sheet."""
MOST_OBJECTION = 4000
_NAMING = {finding.name: finding for finding in (LineFinding.DECLARED, LineFinding.PRINTED)}


@dataclass(frozen=True, slots=True)
class Answers:
    """The fields of a review page as sent, each with all its values."""

    values: Mapping[str, tuple[str, ...]]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return self.values.get(name, ())

    def one(self, name: str) -> str:
        """A field's last value; empty where it has none."""
        return (self.all(name) or ("",))[-1]


@dataclass(slots=True)
class JudgeFindings:
    """What a judge found, as far as it could be understood."""

    ballot: list[BallotRuling] = field(default_factory=list)
    contests: list[ContestRuling] = field(default_factory=list)
    objection: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    """By the field of the question that they concern."""


def findings_of(review: Review, answers: Answers) -> JudgeFindings:
    """What the judge found on every question of the page."""
    found = JudgeFindings(objection=answers.one("objection").strip()[:MOST_OBJECTION])
    for asked in review.ballot:
        _verdict(asked, answers, found)
    verdicts = {one.verdict for one in found.ballot}
    if review.transfer or (len(found.ballot) == len(review.ballot) and verdicts <= {Verdict.COUNTS}):
        for contest in review.contests:
            _contest(contest, answers, found)
    return found


def answers_of(decision: JudgeDecided, review: Review) -> Answers:
    """The fields that say what an earlier decision says: on a shared screen the next judge begins from them."""
    values: dict[str, tuple[str, ...]] = {}
    for asked, ruled in zip(review.ballot, decision.ballot, strict=False):
        values[asked.field] = (ruled.verdict.value,)
        values[f"{asked.field}-batch"] = (ruled.same_as_batch or "",)
        values[f"{asked.field}-sheet"] = ("" if ruled.same_as_sheet is None else str(ruled.same_as_sheet),)
        values[f"{asked.field}-excess"] = ("" if ruled.pollbook_excess is None else str(ruled.pollbook_excess),)
    rulings = {ruled.contest: ruled for ruled in decision.contests}
    for contest in review.contests:
        if contest.contest.id in rulings:
            values |= _values_of(contest, rulings[contest.contest.id])
    return Answers(values)


def no_vote_anywhere(review: Review, answers: Answers) -> Answers:
    """The answers with "no vote" in each contest of which nothing is chosen yet; it is still to be confirmed."""
    empty = (asked.field for asked in review.contests if asked.choices and not answers.all(asked.field))
    return Answers({**answers.values, **dict.fromkeys(empty, (NO_VOTE,))})


def filled(review: Review, answers: Answers, problems: Mapping[str, str], told: Mapping[str, str]) -> Review:
    """The page with these answers chosen; beside them what is wrong, and beside lines whom a name is like."""
    return replace(
        review,
        ballot=tuple(
            replace(
                asked,
                verdicts=_with_chosen(asked.verdicts, answers.all(asked.field)),
                same_batch=answers.one(f"{asked.field}-batch")[:MOST_NAME],
                same_sheet=answers.one(f"{asked.field}-sheet")[:MOST_NAME],
                excess=answers.one(f"{asked.field}-excess")[:MOST_NAME],
                problem=problems.get(asked.field, ""),
            )
            for asked in review.ballot
        ),
        contests=tuple(_filled_contest(asked, answers, problems, told) for asked in review.contests),
    )


def _filled_contest(
    asked: ContestAsked, answers: Answers, problems: Mapping[str, str], told: Mapping[str, str]
) -> ContestAsked:
    return replace(
        asked,
        choices=_with_chosen(asked.choices, answers.all(asked.field)),
        cases=_with_chosen(asked.cases, answers.all(f"{asked.field}-case")),
        problem=problems.get(asked.field, ""),
        lines=tuple(
            replace(
                line,
                options=_with_chosen(line.options, answers.all(line.field)),
                name=answers.one(f"{line.field}-name")[:MOST_NAME],
                oval_on_paper=bool(answers.one(f"{line.field}-oval")),
                problem=problems.get(line.field, ""),
                told=told.get(line.field, ""),
            )
            for line in asked.lines
        ),
    )


def _with_chosen(options: tuple[Option, ...], values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(replace(option, chosen=option.value in values) for option in options)


def _verdict(asked: BallotAsked, answers: Answers, found: JudgeFindings) -> None:
    verdict = next((one for one in Verdict if one.value == answers.one(asked.field)), None)
    if verdict is None:
        found.problems[asked.field] = "Choose one of these."
        return
    batch, sheet = answers.one(f"{asked.field}-batch").strip()[:MOST_NAME], _number(answers.one(f"{asked.field}-sheet"))
    if verdict is Verdict.STRUCK and (not batch or sheet is None):
        found.problems[asked.field] = "Name the batch and the number of the sheet that this paper is counted as."
        return
    struck = verdict is Verdict.STRUCK
    excess = _number(answers.one(f"{asked.field}-excess")) if asked.question is Question.FOLDED_TOGETHER else None
    if asked.question is Question.FOLDED_TOGETHER and excess is None:
        found.problems[asked.field] = "Say how many ballots there are more than names in the pollbook; 0 where none."
        return
    found.ballot.append(
        BallotRuling(asked.question, verdict, batch if struck else None, sheet if struck else None, excess)
    )


def _contest(asked: ContestAsked, answers: Answers, found: JudgeFindings) -> None:
    lines: list[WrittenLine] = []
    for line in asked.lines:
        understood = _line(line, answers)
        if understood is None:
            found.problems[line.field] = "Say what stands on this line."
        else:
            lines.append(understood)
    case = next((case for case in Case if case.value == answers.one(f"{asked.field}-case")), None)
    chosen = _chosen(asked, answers)
    if asked.standing is None and not chosen and not any(line.person for line in lines):
        found.problems[asked.field] = "Choose, or say that there is no vote."
        return
    if len(chosen) > 1 and {NO_VOTE, OVERVOTED} & set(chosen):
        found.problems[asked.field] = "No vote and overvote stand alone: choose one of them, or choices."
        return
    printed = asked.contest.choices
    choices: Iterable[ChoiceId] = (printed[int(place)].id for place in chosen if place not in (NO_VOTE, OVERVOTED))
    if asked.standing is not None:
        choices = (choice.id for choice in asked.standing)
    found.contests.append(ruling(asked.contest, choices, lines, OVERVOTED in chosen, case))


def _chosen(asked: ContestAsked, answers: Answers) -> tuple[str, ...]:
    offered = {option.value for option in asked.choices}
    return tuple(dict.fromkeys(value for value in answers.all(asked.field) if value in offered))


def _line(line: LineAsked, answers: Answers) -> WrittenLine | None:
    value = answers.one(line.field)
    written = " ".join((line.typed or answers.one(f"{line.field}-name")).split())[:MOST_NAME]
    if value not in {option.value for option in line.options}:
        return None
    oval = line.asks_oval and bool(answers.one(f"{line.field}-oval"))
    finding, _, person = value.partition(":")
    if finding in _NAMING:
        return WrittenLine(line.line, _NAMING[finding], written, ChoiceId(person), oval)
    return WrittenLine(line.line, LineFinding[finding], written, oval_on_paper=oval)


def _values_of(asked: ContestAsked, ruled: ContestRuling) -> dict[str, tuple[str, ...]]:
    places = {choice.id: str(place) for place, choice in enumerate(asked.contest.choices)}
    chosen = tuple(places[choice] for choice in ruled.choices if choice in places)
    if ruled.overvotes:
        chosen = (OVERVOTED,)
    elif not ruled.votes:
        chosen = (NO_VOTE,)
    values = {asked.field: chosen, f"{asked.field}-case": (ruled.case.value if ruled.case else "",)}
    lines = {line.line: line for line in ruled.lines}
    for line in asked.lines:
        if line.line in lines:
            said = lines[line.line]
            value = said.finding.name if said.person is None else f"{said.finding.name}:{said.person}"
            values |= {line.field: (value,), f"{line.field}-name": (said.written,)}
            values[f"{line.field}-oval"] = ("yes",) if said.oval_on_paper else ()
    return values


def _number(text: str) -> int | None:
    return whole_number(text.strip(), 999_999_999)
