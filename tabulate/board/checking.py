"""A decision held to the law of the election: what the fold cannot see, since it knows no candidates.

The service checks before it writes; `canvass verify` checks again what was written.
"""

from collections.abc import Iterable, Sequence

from tabulate.board.ballot import Ballot
from tabulate.board.by_hand.hand_counts import SetAsideDecided
from tabulate.board.decisions import JudgeDecided
from tabulate.board.errors import NotAllowed
from tabulate.board.outcomes import WRITE_IN_LINE, machine_votes, verdict_of
from tabulate.board.polls import WriteInDeclared
from tabulate.board.rulings import BallotRuling, Case, ContestRuling, LineFinding, Verdict, WrittenLine
from tabulate.board.write_ins import OvalsSeen, check_written, declared_in
from tabulate.editions.joined import election_of_style
from tabulate.election import BallotStyleId, Card, ChoiceId, Contest, ContestId, DeclaredWriteIn, Election
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord, Counted

_NAMING = frozenset({LineFinding.DECLARED, LineFinding.PRINTED})


def ruling(
    contest: Contest,
    choices: Iterable[ChoiceId] = (),
    lines: Iterable[WrittenLine] = (),
    overvoted: bool = False,
    case: Case | None = None,
) -> ContestRuling:
    """A judge's finding with its undervotes reckoned; more votes than seats are an overvote, which gives nobody one."""
    chosen = set(choices)
    printed = tuple(choice.id for choice in contest.choices if choice.id in chosen)
    found = ContestRuling(contest.id, printed, tuple(lines), undervotes=0, case=case)
    if overvoted or len(found.votes) > contest.seats:
        kept = tuple(WrittenLine(line.line, LineFinding.UNCLEAR, line.written) for line in found.lines)
        return ContestRuling(contest.id, (), kept, undervotes=0, overvotes=contest.seats, case=case)
    return ContestRuling(contest.id, printed, found.lines, contest.seats - len(found.votes), case=case)


def found_by_hand(
    contest: Contest, chosen: Iterable[ChoiceId], declared: Iterable[DeclaredWriteIn], overvoted: bool
) -> ContestRuling | None:
    """A finding on a ballot set aside by hand, from who was found to have a vote; a written name has its oval marked.

    None where more names were found than the contest has lines.
    """
    ids = set(chosen)
    written = [one for one in declared if one.id in ids]
    if len(written) > contest.write_ins:
        return None
    lines = [
        WrittenLine(ChoiceId(f"write-in-{n}"), LineFinding.DECLARED, one.name, one.id, oval_on_paper=True)
        for n, one in enumerate(written)
    ]
    return ruling(contest, ids, lines, overvoted=overvoted)


def lines_in_question(contest: ContestId, votes: CastVoteRecord | None) -> tuple[ChoiceId, ...]:
    """The write-in lines of a contest that the machine counted as pending: their ovals are marked."""
    for reading in () if votes is None else votes.contests:
        if reading.contest == contest and isinstance(reading, Counted):
            return tuple(choice for choice in reading.choices if choice.startswith(WRITE_IN_LINE))
    return ()


def check_decision(
    election: Election,
    declared_later: Iterable[WriteInDeclared],
    ballot: Ballot,
    entry: JudgeDecided,
    ovals: OvalsSeen,
    rules: RulesEdition,
) -> None:
    """Check one judge's decision on a ballot against the election, by the record's edition. Raises NotAllowed."""
    for whole in entry.ballot:
        _check_pollbook(whole)
    if verdict_of(entry.ballot) is Verdict.TRANSFER and ballot.votes is None:
        _check_card(election, entry, rules)
    elif entry.card is not None:
        raise NotAllowed("the card that the machine read", f"a decision that names card {entry.card}")
    later, printed = tuple(declared_later), election_of_style(election, _style_of(election, ballot, entry))
    for found in entry.contests:
        contest = printed.find_contest(found.contest)
        if contest is None:
            raise NotAllowed("a contest of this election", f"contest {found.contest!r}")
        _check_ruling(contest, declared_in(contest, later), found)
        _check_machine(contest, ballot.votes, found)
        if rules is not RulesEdition.FIRST:
            counted = (*lines_in_question(contest.id, ballot.votes), *machine_votes(contest.id, ballot.votes))
            check_written(contest, found, ovals.also(contest.id, counted))


def _style_of(election: Election, ballot: Ballot, entry: JudgeDecided) -> BallotStyleId | None:
    """The ballot's style, which is of one edition: nobody has a vote on a ballot of another (13-12-204)."""
    if ballot.votes is not None:
        return ballot.votes.ballot_style
    card = election.find_card(entry.card)
    return None if card is None else card.ballot_style


def check_set_aside(election: Election, declared_later: Iterable[WriteInDeclared], entry: SetAsideDecided) -> None:
    """Check one judge's findings on a ballot set aside in a hand count: no machine saw it. Raises NotAllowed."""
    later = tuple(declared_later)
    for found in entry.contests:
        contest = election.find_contest(found.contest)
        if contest is None:
            raise NotAllowed("a contest of this election", f"contest {found.contest!r}")
        _check_ruling(contest, declared_in(contest, later), found)
        check_written(contest, found, OvalsSeen(has_ovals=True))


def _check_pollbook(found: BallotRuling) -> None:
    """Ballots folded together are first compared with the pollbook (C13, 13-15-201(5)); nothing else is."""
    compared = found.pollbook_excess is not None
    if compared is not (found.question is Question.FOLDED_TOGETHER) or (found.pollbook_excess or 0) < 0:
        raise NotAllowed(
            "how many ballots there are more than names in the pollbook, with ballots folded together and only there",
            f"{'none' if found.pollbook_excess is None else found.pollbook_excess} with {found.question.value}",
            "Compare the two (13-15-201(5)).",
        )


def contests_on(election: Election, card: Card) -> tuple[ContestId, ...]:
    """The contests of a card in ballot order: its style's, and of a ballot of several sheets those of this sheet."""
    of_style = election.ballot_style(card.ballot_style).contests
    if card.sheet.is_whole_ballot:
        return of_style
    on_card = {meaning.contest for meaning in card.meanings}
    return tuple(contest for contest in of_style if contest in on_card)


def _check_card(election: Election, entry: JudgeDecided, rules: RulesEdition) -> None:
    card = election.find_card(entry.card)
    if card is None:
        raise NotAllowed("one of the election's cards", f"card {entry.card!r}", "Say which ballot style it is.")
    expected = contests_on(election, card)
    found = tuple(one.contest for one in entry.contests)
    # FIRST asked for the style's contests on each of its sheets.
    as_before = rules is RulesEdition.FIRST and found == election.ballot_style(card.ballot_style).contests
    if expected != found and not as_before:
        raise NotAllowed(f"the contests of card {card.id}: {', '.join(expected)}", ", ".join(found) or "none")


def _check_ruling(contest: Contest, declared: Sequence[DeclaredWriteIn], found: ContestRuling) -> None:
    printed = tuple(choice.id for choice in contest.choices)
    in_order = tuple(choice for choice in printed if choice in found.choices)
    if found.choices != in_order:
        raise NotAllowed(f"printed choices of {contest.title}, each once, in ballot order", ", ".join(found.choices))
    names = [line.line for line in found.lines]
    if len(set(names)) != len(names) or len(names) > contest.write_ins:
        raise NotAllowed(f"at most {contest.write_ins} write-in lines in {contest.title}, each once", ", ".join(names))
    people = {
        LineFinding.DECLARED: frozenset(one.id for one in declared),
        LineFinding.PRINTED: frozenset(printed),
    }
    for line in found.lines:
        _check_line(contest, line, people.get(line.finding, frozenset()))
    if found.undervotes < 0 or found.seats != contest.seats:
        counted = f"{len(found.votes)} votes, {found.undervotes} undervotes and {found.overvotes} overvoted"
        raise NotAllowed(f"votes, undervotes and overvotes of {contest.seats} seat(s) in {contest.title}", counted)
    if found.overvotes and found.overvotes != contest.seats:
        raise NotAllowed("an overvote to take all the seats", f"{found.overvotes} of {contest.seats}")


def _check_line(contest: Contest, line: WrittenLine, people: frozenset[ChoiceId]) -> None:
    if not line.line.startswith(WRITE_IN_LINE):
        raise NotAllowed(f"a write-in line of {contest.title}", f"{line.line!r}")
    if (line.person is not None) is not (line.finding in _NAMING):
        raise NotAllowed("a person exactly where the line is a vote for one", f"{line.finding.value} for {line.person}")
    if line.person is not None and line.person not in people:
        raise NotAllowed(
            f"a {line.finding.value} of {contest.title}",
            f"{line.person!r}",
            "A person who is not declared has no vote (13-15-206(5)(a)).",
        )


def _check_machine(contest: Contest, votes: CastVoteRecord | None, found: ContestRuling) -> None:
    """In a contest that the machine counted, its votes are valid and only the lines are the board's (13-15-206(3))."""
    reading = next((one for one in votes.contests if one.contest == contest.id), None) if votes else None
    if not isinstance(reading, Counted):
        return
    kept = machine_votes(contest.id, votes)
    written_for = {line.person for line in found.lines}
    if found.overvotes or not set(kept) <= set(found.votes) or not set(found.votes) <= {*kept, *written_for}:
        raise NotAllowed(
            f"the machine's valid votes in {contest.title} to stand ({', '.join(kept) or 'none'})",
            "an overvote" if found.overvotes else ", ".join(found.choices) or "none",
            "Only the write-in is in question here.",
        )
    marked = lines_in_question(contest.id, votes)
    judged = {line.line for line in found.lines}
    if not set(marked) <= judged:
        raise NotAllowed(f"a finding on each written line of {contest.title}", f"{len(judged)} of {len(marked)}")
    for line in found.lines:
        if line.person is not None and line.line not in marked:
            raise NotAllowed("a vote only where the oval is marked (13-15-206(5)(b))", f"a vote for {line.person}")
