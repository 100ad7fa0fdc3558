"""Each way of tampering does what its name says, and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
import zxingcpp

from imaging.layout import Side
from tabulate.election import Election
from test_ballots.errors import TestBallotError
from test_ballots.printouts.code import code_128_lines, coded_ballot, qr_text
from test_ballots.printouts.decks import CLEAN_PRINTOUTS, FRESH_PRINTER, DevicePlan, PrintoutForm, make_printouts
from test_ballots.printouts.tampering import WORD_TAMPERING, Tampering, tamper
from test_ballots.printouts.truth import Expected, PrintoutTruth
from test_ballots.printouts.votes import DeviceHabits, contests_of
from test_ballots.printouts.words import words_of

FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
QUICK = replace(CLEAN_PRINTOUTS, dpis=(60,))
CODE_TAMPERING = tuple(kind for kind in Tampering if kind not in WORD_TAMPERING)
FORMS = (PrintoutForm.LETTER, PrintoutForm.CARD)


def made(election: Election, kinds: Sequence[Tampering], sheets: int, seed: int = 1) -> Iterator[PrintoutTruth]:
    plan = DevicePlan(election, QUICK, printer=FRESH_PRINTER, tampering=tuple(kinds))
    return (printout.truth for printout in make_printouts(plan, sheets, seed))


def test_each_way_is_taken_in_turn(larkspur: Election) -> None:
    kinds = [truth.tampering.kind for truth in made(larkspur, tuple(Tampering), len(Tampering)) if truth.tampering]
    assert kinds == [kind.value for kind in Tampering]


@pytest.mark.parametrize("kind", Tampering)
def test_only_a_torn_line_may_still_count(larkspur: Election, kind: Tampering) -> None:
    tampered = tamper(kind, larkspur, 1, PrintoutForm.LETTER, DeviceHabits(), np.random.default_rng(2))
    assert tampered.expected
    assert (Expected.COUNTED in tampered.expected) is (kind is Tampering.TORN_LINE)


@pytest.mark.parametrize("kind", WORD_TAMPERING)
@pytest.mark.parametrize("form", FORMS)
def test_tampered_words_differ_in_the_contests_named_and_the_codes_are_honest(
    larkspur: Election, kind: Tampering, form: PrintoutForm
) -> None:
    for seed in range(4):
        card = seed % len(larkspur.cards)
        tampered = tamper(kind, larkspur, card, form, DeviceHabits(), np.random.default_rng(seed))
        printed = {block.contest: block.words for block in tampered.content.blocks}
        honest = {
            str(contest.id): words_of(larkspur, contest, votes)
            for contest, votes in zip(contests_of(larkspur, card), tampered.votes, strict=True)
        }
        differ = [contest for contest, words in honest.items() if printed.get(contest) != words]
        assert differ == list(tampered.contests)
        assert len(differ) == (2 if kind is Tampering.SWAPPED_CONTESTS else 1)
        coded = coded_ballot(larkspur, card, tampered.votes)
        assert tampered.content.qr_texts == (qr_text(coded),)
        assert tampered.content.code_128 == code_128_lines(coded, form.most_a_line)
        assert tampered.expected == (Expected.WORDS_DIFFER,)


@pytest.mark.parametrize("kind", CODE_TAMPERING)
def test_tampered_codes_leave_the_words_honest(larkspur: Election, kind: Tampering) -> None:
    for seed in range(4):
        card = seed % len(larkspur.cards)
        form = FORMS[seed % 2]
        tampered = tamper(kind, larkspur, card, form, DeviceHabits(), np.random.default_rng(seed))
        honest = tuple(
            words_of(larkspur, contest, votes)
            for contest, votes in zip(contests_of(larkspur, card), tampered.votes, strict=True)
        )
        assert tuple(block.words for block in tampered.content.blocks) == honest
        coded = coded_ballot(larkspur, card, tampered.votes)
        codes = ((qr_text(coded),), code_128_lines(coded, form.most_a_line))
        changed = codes != (tampered.content.qr_texts, tampered.content.code_128)
        assert changed is (tampered.torn is None)


def test_words_taken_away_leave_nothing_of_them(larkspur: Election) -> None:
    names, blocks, none = made(larkspur, (Tampering.MISSING_NAME, Tampering.MISSING_BLOCK, Tampering.NO_SELECTION), 3)
    (lost,) = (contest for contest in names.contests if names.tampering and contest.contest in names.tampering.contests)
    assert len(lost.words) < len(lost.votes) + any("not used" in words for words in lost.words)
    (gone,) = (contest for contest in blocks.contests if contest.words == ())
    assert gone.votes
    (emptied,) = (c for c in none.contests if none.tampering and c.contest in none.tampering.contests)
    assert emptied.votes
    assert emptied.words == ("[no selection]",)


def test_a_torn_qr_code_cannot_be_read_and_the_lines_can(larkspur: Election) -> None:
    plan = DevicePlan(larkspur, CLEAN_PRINTOUTS, printer=FRESH_PRINTER, tampering=(Tampering.TORN_QR,))
    for printout in make_printouts(plan, 3, 4):
        assert [page.side for page in printout.truth.pages] == [Side.FRONT]
        image = cv2.imdecode(np.frombuffer(printout.contents[0], np.uint8), cv2.IMREAD_GRAYSCALE)
        assert image is not None
        found = [code.text for code in zxingcpp.read_barcodes(image, FORMATS)]
        assert sorted(found) == sorted(printout.truth.code_128)


def test_a_torn_line_is_lost_and_the_others_are_read(larkspur: Election) -> None:
    plan = DevicePlan(larkspur, CLEAN_PRINTOUTS, printer=FRESH_PRINTER, tampering=(Tampering.TORN_LINE,))
    for printout in make_printouts(plan, 3, 4):
        image = cv2.imdecode(np.frombuffer(printout.contents[0], np.uint8), cv2.IMREAD_GRAYSCALE)
        assert image is not None
        found = [code.text for code in zxingcpp.read_barcodes(image, FORMATS)]
        assert sorted(found) == sorted([*printout.truth.qr_texts, *printout.truth.code_128[1:]])


def test_what_cannot_be_tampered_with_so_is_refused(larkspur: Election) -> None:
    nobody_writes = DeviceHabits(write_in=0.0)
    with pytest.raises(TestBallotError, match="written-in name altered"):
        tamper(Tampering.ALTERED_WRITE_IN, larkspur, 0, PrintoutForm.CARD, nobody_writes, np.random.default_rng(1))
