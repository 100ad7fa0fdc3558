"""Tampering with the codes of a printout; the words stay. None: nothing in these votes can be tampered with so."""

from dataclasses import replace

from test_ballots.printouts.case import HonestPrintout, Tampered, Torn
from test_ballots.printouts.code import NumberedContest, coded_ballot, sealed, text_of
from test_ballots.printouts.draw import content_of
from test_ballots.printouts.truth import Expected
from test_ballots.printouts.votes import Votes, draw_votes
from test_ballots.printouts.words import blocks_of


def other_election(case: HonestPrintout) -> Tampered:
    """The election's bytes are another election's."""
    other = bytes(byte ^ 0x5A for byte in case.coded.election)
    return case.with_code(replace(case.coded, election=other), Expected.OTHER_ELECTION)


def other_style(case: HonestPrintout) -> Tampered:
    """The number of a ballot style that the precinct does not have."""
    precinct = case.election.cards[case.card].precinct
    styles = case.election.ballot_styles
    foreign = [number for number, style in enumerate(styles, 1) if precinct not in style.precincts]
    number = foreign[int(case.rng.integers(len(foreign)))] if foreign else len(styles) + 1
    return case.with_code(replace(case.coded, style=number), Expected.UNKNOWN_CARD)


def other_precinct(case: HonestPrintout) -> Tampered:
    """The number of a precinct that does not have the ballot style."""
    style = case.election.ballot_styles[case.coded.style - 1]
    precincts = case.election.precincts
    foreign = [number for number, precinct in enumerate(precincts, 1) if precinct.id not in style.precincts]
    number = foreign[int(case.rng.integers(len(foreign)))] if foreign else len(precincts) + 1
    return case.with_code(replace(case.coded, precinct=number), Expected.UNKNOWN_CARD)


def unknown_style(case: HonestPrintout) -> Tampered:
    """A number beyond the ballot styles."""
    number = len(case.election.ballot_styles) + 1 + int(case.rng.integers(500))
    return case.with_code(replace(case.coded, style=number), Expected.UNKNOWN_CARD)


def unknown_choice(case: HonestPrintout) -> Tampered | None:
    """A number beyond the contest's choices."""
    for place, contest, votes in case.contests():
        if votes.choices:
            coded = case.coded.contests[place]
            unknown = len(contest.choices) + 1 + int(case.rng.integers(5))
            contest_code = NumberedContest((*coded.choices[:-1], unknown), coded.write_ins)
            return case.with_contest_code(place, contest_code, Expected.CODE_IMPOSSIBLE)
    return None


def too_many_choices(case: HonestPrintout) -> Tampered | None:
    """One choice more than allowed."""
    for place, contest, _ in case.contests():
        if len(contest.choices) > contest.seats:
            contest_code = NumberedContest(tuple(range(1, contest.seats + 2)))
            return case.with_contest_code(place, contest_code, Expected.CODE_IMPOSSIBLE)
    return None


def repeated_choice(case: HonestPrintout) -> Tampered | None:
    """The same choice twice."""
    for place, _, votes in case.contests():
        if votes.choices:
            number = case.coded.contests[place].choices[0]
            contest_code = NumberedContest((number, number))
            return case.with_contest_code(place, contest_code, Expected.CODE_IMPOSSIBLE, Expected.CODE_DAMAGED)
    return None


def forbidden_write_in(case: HonestPrintout) -> Tampered | None:
    """A written-in name in a contest without write-in lines."""
    for place, contest, _ in case.contests():
        if not contest.write_ins:
            contest_code = NumberedContest((), ("SOMEBODY ELSE",))
            return case.with_contest_code(place, contest_code, Expected.CODE_IMPOSSIBLE)
    return None


def extra_contest(case: HonestPrintout) -> Tampered:
    """A contest after the ballot style's last."""
    contests = (*case.coded.contests, NumberedContest((1,)))
    return case.with_code(replace(case.coded, contests=contests), Expected.CODE_IMPOSSIBLE, Expected.CODE_DAMAGED)


def bad_checksum(case: HonestPrintout) -> Tampered:
    """One byte of the payload changed, and the checksum as it was."""
    data = bytearray(sealed(case.coded))
    data[int(case.rng.integers(5, len(data) - 4))] ^= 1
    return case.with_qr(text_of(bytes(data)), expected=Expected.CODE_DAMAGED)


def overlong_payload(case: HonestPrintout) -> Tampered:
    """Zeros after the checksum."""
    return case.with_qr(text_of(sealed(case.coded) + bytes(150)), expected=Expected.CODE_DAMAGED)


def _other_votes(case: HonestPrintout) -> Votes | None:
    """Other votes on the same card, with other choices in a contest at least."""
    other = draw_votes(case.election, case.card, case.habits, case.rng)
    differ = [one.choices != two.choices for one, two in zip(case.votes, other, strict=True)]
    return other if any(differ) else None


def disagreeing_lines(case: HonestPrintout) -> Tampered | None:
    """The QR code of these votes, the lines of others."""
    other = _other_votes(case)
    if other is None:
        return None
    lines = content_of(case.election, case.card, other, case.form).code_128
    return Tampered(case.votes, replace(case.honest, code_128=lines), (Expected.CODES_DISAGREE,))


def two_qr_codes(case: HonestPrintout) -> Tampered | None:
    """A second QR code, of other votes, beside the first."""
    other = _other_votes(case)
    if other is None:
        return None
    second = content_of(case.election, case.card, other, case.form).qr_texts
    return case.with_qr(*case.honest.qr_texts, *second, expected=Expected.CODES_DISAGREE)


def pasted_codes(case: HonestPrintout) -> Tampered | None:
    """The codes of an honest ballot of the same card with other votes."""
    other = _other_votes(case)
    if other is None:
        return None
    tampered = case.with_code(coded_ballot(case.election, case.card, other), Expected.WORDS_DIFFER)
    differ = (one.contest for one, two in zip(case.votes, other, strict=True) if one != two)
    return replace(tampered, contests=tuple(differ))


def pasted_other_card(case: HonestPrintout) -> Tampered | None:
    """The codes of an honest ballot of another ballot style, whose words would be others."""
    cards, own = case.election.cards, case.election.cards[case.card]
    foreign = [index for index, card in enumerate(cards) if card.ballot_style != own.ballot_style]
    if not foreign:
        return None
    card = foreign[int(case.rng.integers(len(foreign)))]
    votes = draw_votes(case.election, card, case.habits, case.rng)
    words = [block.words for block in blocks_of(case.election, card, votes)]
    if words == [block.words for block in case.honest.blocks]:
        return None
    return case.with_code(coded_ballot(case.election, card, votes), Expected.WORDS_DIFFER)


def torn_qr(case: HonestPrintout) -> Tampered:
    """The lower part of the QR code is gone."""
    return Tampered(case.votes, case.honest, (Expected.CODE_DAMAGED,), torn=Torn.QR)


def torn_line(case: HonestPrintout) -> Tampered | None:
    """One line less: the QR code holds all votes still."""
    if not case.honest.code_128:
        return None
    return Tampered(case.votes, case.honest, (Expected.CODE_DAMAGED, Expected.COUNTED), torn=Torn.LINE)
