"""Tampering with the words of a printout; the codes stay. None: nothing in these votes can be tampered with so."""

from dataclasses import replace

from tabulate.election import Choice, Contest
from test_ballots.printouts.case import HonestPrintout, Tampered
from test_ballots.printouts.votes import PrintedVotes
from test_ballots.printouts.words import NO_SELECTION, choice_words


def _chosen_and_not(contest: Contest, votes: PrintedVotes) -> tuple[list[Choice], list[Choice]]:
    chosen = [choice for choice in contest.choices if choice.id in votes.choices]
    return chosen, [choice for choice in contest.choices if choice.id not in votes.choices]


def _renamed(case: HonestPrintout, keep_party: bool) -> Tampered | None:
    for place, contest, votes in case.contests():
        chosen, others = _chosen_and_not(contest, votes)
        if chosen and others:
            out, other = case.one_of(chosen), case.one_of(others)
            printed = replace(other, parties=out.parties) if keep_party else other
            before, after = choice_words(case.election, out), choice_words(case.election, printed)
            words = case.honest.blocks[place].words
            return case.with_words(place, tuple(after if each == before else each for each in words))
    return None


def swapped_names(case: HonestPrintout) -> Tampered | None:
    """The name of another candidate beside the chosen one's party."""
    return _renamed(case, keep_party=True)


def altered_name(case: HonestPrintout) -> Tampered | None:
    """Another candidate, party and all, in the place of the chosen one."""
    return _renamed(case, keep_party=False)


def altered_write_in(case: HonestPrintout) -> Tampered | None:
    """The surname that another written-in name has, or a plain one."""
    for place, _, votes in case.contests():
        if votes.write_ins:
            given = votes.write_ins[0].split(" ")[0]
            other = f"{given} OTHERWISE (write-in)"
            words = case.honest.blocks[place].words
            return case.with_words(
                place, tuple(other if each == f"{votes.write_ins[0]} (write-in)" else each for each in words)
            )
    return None


def swapped_contests(case: HonestPrintout) -> Tampered | None:
    """The words of two contests change places."""
    blocks = list(case.honest.blocks)
    for one, _, _ in case.contests():
        for other, _, _ in case.contests():
            if blocks[one].words != blocks[other].words:
                first, second = blocks[one], blocks[other]
                blocks[one] = replace(first, words=second.words)
                blocks[other] = replace(second, words=first.words)
                places = sorted((one, other))
                return case.with_blocks(tuple(blocks), tuple(blocks[place].contest for place in places))
    return None


def missing_name(case: HonestPrintout) -> Tampered | None:
    """A chosen name is left out."""
    for place, contest, votes in case.contests():
        chosen, _ = _chosen_and_not(contest, votes)
        if chosen:
            missing = choice_words(case.election, case.one_of(chosen))
            return case.with_words(place, tuple(w for w in case.honest.blocks[place].words if w != missing))
    return None


def missing_block(case: HonestPrintout) -> Tampered | None:
    """A contest with votes; one without is missing no less, but takes no vote from anybody."""
    for place, contest, votes in case.contests():
        if votes.made and len(case.votes) > 1:
            blocks = case.honest.blocks
            return case.with_blocks(blocks[:place] + blocks[place + 1 :], (contest.id,))
    return None


def extra_name(case: HonestPrintout) -> Tampered | None:
    """A name that was not chosen stands first in its contest."""
    for place, contest, votes in case.contests():
        _, others = _chosen_and_not(contest, votes)
        if others:
            words = tuple(words for words in case.honest.blocks[place].words if words != NO_SELECTION)
            return case.with_words(place, (choice_words(case.election, case.one_of(others)), *words))
    return None


def no_selection(case: HonestPrintout) -> Tampered | None:
    """The words say that nothing was chosen."""
    for place, _, votes in case.contests():
        if votes.made:
            return case.with_words(place, (NO_SELECTION,))
    return None
