"""What the review page shows of one ballot: what is asked, what may be answered, and with which key."""

from collections.abc import Iterable, Iterator, Sequence

from canvass.board.pictures.addresses import contest_pictures, line_picture
from canvass.board.review.asked import (
    CASE_KEYS,
    CHOICE_KEYS,
    NO_VOTE,
    NOBODY_KEY,
    OVERVOTE_KEY,
    OVERVOTED,
    BallotAsked,
    ContestAsked,
    ContestStanding,
    LineAsked,
    Option,
    Review,
)
from canvass.board.words import CASES, FINDINGS, QUESTIONS, cases_for, verdict_words
from canvass.reading.mark_words import seen_words
from canvass.reading.printout_words import SaidTwice, said_twice
from imaging.layout import CardId
from imaging.sheets import Mark, ReadPrintout, ReadSheet, ReasonCode, TargetReading
from tabulate.board.ballot import Ballot
from tabulate.board.checking import contests_on, lines_in_question
from tabulate.board.outcomes import machine_votes
from tabulate.board.polls import WriteInDeclared
from tabulate.board.rules import rule_of
from tabulate.board.rulings import LineFinding, Verdict
from tabulate.board.write_ins import declared_in
from tabulate.editions.joined import election_of_style
from tabulate.election import Card, Choice, ChoiceId, Contest, ContestId, Election
from tabulate.ledger.entries import SheetEntry, SheetNotRead
from tabulate.questions import Question
from tabulate.votes import CastVoteRecord, Counted

_PLAIN_FINDINGS = (
    LineFinding.UNDECLARED,
    LineFinding.SURNAME_ALONE,
    LineFinding.NO_NAME,
    LineFinding.OVAL_NOT_MARKED,
    LineFinding.UNCLEAR,
)


def review_of(
    election: Election,
    ballot: Ballot,
    entry: SheetEntry,
    declared_later: Iterable[WriteInDeclared],
    transfer_to: CardId | None = None,
    accepted_hashes: Sequence[str] = (),
) -> Review:
    """What is asked of `ballot`.

    With `transfer_to` the page is for transferring its votes: the card is the machine's where it read one, else the one
    that the judge says.
    """
    card = election.find_card(ballot.votes.card if ballot.votes is not None else transfer_to)
    style = ballot.votes.ballot_style if ballot.votes is not None else card.ballot_style if card is not None else None
    # The names are those of the ballot's own edition (13-12-204).
    election = election_of_style(election, style)
    asked = _contests_asked(election, ballot, card, transfer_to is not None)
    later = tuple(declared_later)
    printed = {one.contest: one for one in said_twice(entry.reading, asked, election, accepted_hashes)}
    shown = tuple(
        _contest(
            place,
            election.contest(contest),
            ballot.votes,
            entry,
            election,
            later,
            card=card,
            printed=printed.get(contest),
        )
        for place, contest in enumerate(asked)
    )
    return Review(
        ballot=tuple(_ballot_question(place, one, ballot) for place, one in enumerate(ballot.ballot_questions)),
        contests=shown,
        standing=tuple(_standing(ballot.votes, frozenset(asked), election)),
        transfer=transfer_to is not None,
        card=card,
    )


def _contests_asked(election: Election, ballot: Ballot, card: Card | None, transfer: bool) -> tuple[ContestId, ...]:
    if transfer and ballot.votes is not None:
        return tuple(reading.contest for reading in ballot.votes.contests)
    if transfer and card is not None:
        return contests_on(election, card)
    return ballot.contests_in_question


def _ballot_question(place: int, question: Question, ballot: Ballot) -> BallotAsked:
    rule = rule_of(question, ballot.votes is not None)
    verdicts = tuple(
        Option(
            verdict.value,
            verdict_words(question, verdict, ballot.votes is not None),
            CHOICE_KEYS[number],
            f"{needed.judges} of 3 must agree",
        )
        for number, (verdict, needed) in enumerate(zip(rule.allowed, rule.verdicts, strict=True))
        if not (verdict is Verdict.COUNTS and ReasonCode.REPEATED_IMAGE in ballot.reasons)
    )
    return BallotAsked(f"v{place}", question, QUESTIONS[question], f"{rule.rule}, {rule.section}", verdicts)


def _contest(
    place: int,
    contest: Contest,
    votes: CastVoteRecord | None,
    entry: SheetEntry,
    election: Election,
    later: Sequence[WriteInDeclared],
    card: Card | None,
    printed: SaidTwice | None,
) -> ContestAsked:
    raised = _questions_of(contest.id, votes)
    counted = _counted(contest.id, votes)
    kept = machine_votes(contest.id, votes)
    seen = _seen(contest.id, entry, election)
    lines = tuple(_lines(place, contest, votes, entry, election, later))
    written = votes is None or any(line.oval_marked or line.picture for line in lines)
    cases = dict.fromkeys(case for question in raised for case in cases_for(question, written))
    return ContestAsked(
        field=f"c{place}",
        contest=contest,
        questions=tuple(QUESTIONS[question] for question in raised),
        standing=tuple(choice for choice in contest.choices if choice.id in kept) if counted else None,
        choices=() if counted else tuple(_choices(contest, election, card, seen, bool(lines))),
        lines=lines,
        cases=tuple(
            Option(case.value, CASES[case], key) for case, key in zip(cases, CASE_KEYS.ljust(len(cases)), strict=False)
        ),
        pictures=contest_pictures(entry, election, contest.id),
        printed=printed,
    )


def _questions_of(contest: ContestId, votes: CastVoteRecord | None) -> tuple[Question, ...]:
    raised = () if votes is None else votes.questions
    named = dict.fromkeys(one.question for one in raised if one.contest == contest)
    whole = dict.fromkeys(one.question for one in raised if one.contest is None)
    return tuple(named) or tuple(whole) or (Question.CONDITION,)


def _counted(contest: ContestId, votes: CastVoteRecord | None) -> bool:
    readings = () if votes is None else votes.contests
    return any(isinstance(reading, Counted) for reading in readings if reading.contest == contest)


def _seen(contest: ContestId, entry: SheetEntry, election: Election) -> dict[ChoiceId, TargetReading]:
    """What the machine saw at each choice of the contest; nothing for printouts and sheets not read."""
    if isinstance(entry, SheetNotRead) or not isinstance(entry.reading, ReadSheet):
        return {}
    card = election.find_card(entry.reading.card)
    if card is None:
        return {}
    found: dict[ChoiceId, TargetReading] = {}
    for target in entry.reading.targets:
        meaning = card.meanings[target.number - 1]
        known = found.get(meaning.choice)
        if meaning.contest == contest and (known is None or known.mark is not Mark.MARKED):
            found[meaning.choice] = target
    return found


def _choices(
    contest: Contest, election: Election, card: Card | None, seen: dict[ChoiceId, TargetReading], lines: bool
) -> Iterator[Option]:
    for number, (place, choice) in enumerate(_as_printed(contest, card)):
        target = seen.get(choice.id)
        unmarked = target is None or target.mark is Mark.UNMARKED
        yield Option(
            value=str(place),
            text=choice.name,
            key=CHOICE_KEYS[number] if number < len(CHOICE_KEYS) else "",
            aside=", ".join(election.party_names(choice)),
            machine="" if target is None or unmarked else target.mark.value,
            seen="" if target is None else seen_words(target),
        )
    nobody = "No printed choice has a vote" if lines else "No vote, or it cannot be determined"
    yield Option(NO_VOTE, nobody, NOBODY_KEY)
    yield Option(OVERVOTED, "Overvote: no vote is counted", OVERVOTE_KEY)


def _as_printed(contest: Contest, card: Card | None) -> list[tuple[int, Choice]]:
    """The choices in the order of this card, which may be rotated (13-12-205), each with its place in the contest."""
    meanings = card.meanings if card is not None else ()
    order = {meaning.choice: number for number, meaning in enumerate(meanings) if meaning.contest == contest.id}
    return sorted(enumerate(contest.choices), key=lambda pair: (order.get(pair[1].id, len(order)), pair[0]))


def _lines(
    place: int,
    contest: Contest,
    votes: CastVoteRecord | None,
    entry: SheetEntry,
    election: Election,
    later: Sequence[WriteInDeclared],
) -> Iterator[LineAsked]:
    """The lines whose names are asked: those with a marked oval, with writing, or all where the machine read none."""
    seen = _seen(contest.id, entry, election)
    for number, line in enumerate(_line_names(contest, votes, entry, seen)):
        typed = line.partition(":")[2]
        target = seen.get(line)
        marked = bool(typed) or target is None or target.mark is not Mark.UNMARKED
        yield LineAsked(
            field=f"l{place}-{number}",
            line=line,
            title="Write-in line" if contest.write_ins == 1 else f"Write-in line {number + 1}",
            picture=None if typed else line_picture(entry, election, contest.id, line),
            typed=typed,
            options=tuple(people_on_line(contest, later)),
            oval_marked=marked,
            asks_oval=not typed and not _saw_oval(target, entry) and not _counted(contest.id, votes),
        )


def _saw_oval(target: TargetReading | None, entry: SheetEntry) -> bool:
    """Whether nobody need be asked if the oval is marked: the machine saw a mark, or the paper has no ovals."""
    if target is None:
        return isinstance(entry.reading, ReadPrintout)
    return target.mark is not Mark.UNMARKED


def _line_names(
    contest: Contest, votes: CastVoteRecord | None, entry: SheetEntry, seen: dict[ChoiceId, TargetReading]
) -> tuple[ChoiceId, ...]:
    every = tuple(ChoiceId(f"write-in-{number}") for number in range(contest.write_ins))
    if votes is None:
        return every
    pending = lines_in_question(contest.id, votes)
    asked = {raised.choice for raised in votes.questions if raised.contest == contest.id and raised.choice is not None}
    if any(one.contest == contest.id and isinstance(one, Counted) for one in votes.contests):
        return tuple(dict.fromkeys((*pending, *(line for line in every if line in asked))))
    if isinstance(entry, SheetNotRead) or not isinstance(entry.reading, ReadSheet):
        return every
    return tuple(line for line in every if line in asked or _shows_something(seen.get(line)))


def _shows_something(target: TargetReading | None) -> bool:
    return target is not None and (target.mark is not Mark.UNMARKED or target.writing)


def people_on_line(contest: Contest, later: Sequence[WriteInDeclared]) -> Iterator[Option]:
    """Declared candidates with their filed forms, printed ones, and what else may stand on a line."""
    keys = iter(CHOICE_KEYS)
    for one in declared_in(contest, later):
        forms = [form for form in one.forms if form != one.name]
        aside = f"declared; filed as {', '.join(forms)}" if forms else "declared"
        yield Option(f"{LineFinding.DECLARED.name}:{one.id}", one.name, next(keys, ""), aside)
    for choice in contest.choices:
        yield Option(f"{LineFinding.PRINTED.name}:{choice.id}", choice.name, next(keys, ""), "printed on the ballot")
    special = {LineFinding.NO_NAME: OVERVOTE_KEY, LineFinding.UNCLEAR: NOBODY_KEY}
    for finding in _PLAIN_FINDINGS:
        yield Option(finding.name, FINDINGS[finding], special.get(finding) or next(keys, ""))


def _standing(
    votes: CastVoteRecord | None, asked: frozenset[ContestId], election: Election
) -> Iterator[ContestStanding]:
    for reading in () if votes is None else votes.contests:
        if reading.contest in asked or not isinstance(reading, Counted):
            continue
        contest = election.contest(reading.contest)
        names = contest.names
        votes_for = tuple(names.get(choice, "a write-in") for choice in reading.choices)
        yield ContestStanding(contest.title, votes_for, reading.undervotes)
