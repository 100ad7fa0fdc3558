"""A printout shows every contest in words between its rules, and its codes where both decoders find them."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pyzbar import pyzbar

from tabulate.election import Election
from test_ballots.counties import large_county
from test_ballots.definition import election_of
from test_ballots.errors import PrintoutTooLong
from test_ballots.printouts.draw import BallotWord, DrawnPrintout, content_of, draw_content, write_printout
from test_ballots.printouts.layout import BOTTOM_PT, PlacedBox, PrintoutForm
from test_ballots.printouts.press import render
from test_ballots.printouts.votes import DeviceHabits, PrintedVotes, contests_of, draw_votes
from test_ballots.printouts.words import NO_SELECTION
from test_ballots.random_elections import random_plan
from tests.soak import examples

MANY_WRITE_INS = DeviceHabits(no_selection=0.15, undervote=0.4, write_in=0.4)
BOTH_PAPERS = (PrintoutForm.LETTER, PrintoutForm.CARD)


def drawn(election: Election, card: int, form: PrintoutForm, seed: int = 1) -> DrawnPrintout:
    votes = draw_votes(election, card, MANY_WRITE_INS, np.random.default_rng(seed))
    return draw_content(content_of(election, card, votes, form), form)


def texts_in(printout: DrawnPrintout, boxes: list[PlacedBox]) -> Iterator[str]:
    """What a PDF reader finds in each box, in one line."""
    document = pypdfium2.PdfDocument(printout.pdf)
    assert len(document) == 1
    page = document[0].get_textpage()
    height = printout.placed.height_pt
    for box in boxes:
        yield " ".join(page.get_text_bounded(box.left, height - box.bottom, box.right + 9, height - box.top).split())


@pytest.mark.parametrize("form", BOTH_PAPERS)
@pytest.mark.parametrize("card", range(3))
def test_the_words_in_each_block_are_those_of_its_contest(larkspur: Election, form: PrintoutForm, card: int) -> None:
    printout = drawn(larkspur, card, form)
    found = list(texts_in(printout, [block.box for block in printout.placed.blocks]))
    assert found == [" ".join([block.title, *block.words]) for block in printout.content.blocks]
    assert [block.contest for block in printout.content.blocks] == [c.id for c in contests_of(larkspur, card)]


@pytest.mark.parametrize("form", BOTH_PAPERS)
@pytest.mark.parametrize("dpi", [200, 300])
def test_both_decoders_read_every_code(larkspur: Election, form: PrintoutForm, dpi: int) -> None:
    printout = drawn(larkspur, 1, form)
    image = render(printout.pdf, dpi)
    codes = sorted([*printout.content.qr_texts, *printout.content.code_128])
    assert len(codes) >= 3
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
    assert sorted(code.text for code in zxingcpp.read_barcodes(image, formats)) == codes
    kinds = [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128]
    assert sorted(symbol.data.decode() for symbol in pyzbar.decode(image, symbols=kinds)) == codes


def apart(one: PlacedBox, other: PlacedBox) -> bool:
    slack = 0.01
    return (
        one.bottom <= other.top + slack
        or other.bottom <= one.top + slack
        or one.right <= other.left + slack
        or other.right <= one.left + slack
    )


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(list(PrintoutForm)))
def test_nothing_overlaps_and_everything_is_on_the_paper(seed: int, form: PrintoutForm) -> None:
    election, _ = election_of(random_plan(seed, most_contests=8))
    placed = drawn(election, 0, form, seed).placed
    boxes = [*(block.box for block in placed.blocks), *placed.qr_codes, *placed.code_128]
    assert all(apart(one, other) for n, one in enumerate(boxes) for other in boxes[:n])
    for box in boxes:
        assert 0 <= box.left < box.right <= form.width_pt
        assert 0 <= box.top < box.bottom <= placed.height_pt - BOTTOM_PT + 0.01
    for block in placed.blocks:
        assert all(block.box.top < baseline < block.box.bottom for baseline, _ in block.lines)


def test_every_ballot_of_a_large_county_fits_on_both_papers() -> None:
    election, _ = election_of(large_county(3, precincts=8))
    for card in range(len(election.cards)):
        for form in BOTH_PAPERS:
            printout = drawn(election, card, form, card)
            assert len(printout.placed.blocks) == 18
            assert printout.placed.height_pt <= 14 * 72
            sizes = {line.size_pt for block in printout.placed.blocks for _, line in block.lines}
            assert min(sizes) >= 9


@pytest.mark.parametrize("form", PrintoutForm)
def test_what_does_not_fit_in_readable_type_is_refused(larkspur: Election, form: PrintoutForm) -> None:
    long = replace(larkspur, contests=tuple(replace(c, title=c.title * 20) for c in larkspur.contests))
    with pytest.raises(PrintoutTooLong, match=r"16 contests .* do not fit on one printout"):
        drawn(long, 0, form)


def test_a_printout_of_nothing_says_so_in_every_contest(larkspur: Election) -> None:
    votes = tuple(PrintedVotes(contest.id) for contest in contests_of(larkspur, 0))
    content = content_of(larkspur, 0, votes, PrintoutForm.CARD)
    assert {block.words for block in content.blocks} == {(NO_SELECTION,)}
    assert len(content.code_128) == 1


def test_an_undervote_is_printed_beside_what_was_chosen(larkspur: Election) -> None:
    contest = next(c for c in contests_of(larkspur, 0) if c.seats == 3)
    votes = tuple(
        PrintedVotes(c.id, (c.choices[0].id,), ("WREN OTTERFIELD",)) if c is contest else PrintedVotes(c.id)
        for c in contests_of(larkspur, 0)
    )
    block = next(b for b in content_of(larkspur, 0, votes, PrintoutForm.LETTER).blocks if b.contest == contest.id)
    party = larkspur.party_names(contest.choices[0])[0]
    assert block.words == (
        f"{contest.choices[0].name} / {party}",
        "WREN OTTERFIELD (write-in)",
        "[1 of 3 not used]",
    )


def test_a_name_of_forty_wide_letters_stays_in_its_column(larkspur: Election) -> None:
    votes = tuple(
        PrintedVotes(c.id, (), ("W" * 40,)) if c.write_ins else PrintedVotes(c.id) for c in contests_of(larkspur, 0)
    )
    printout = draw_content(content_of(larkspur, 0, votes, PrintoutForm.LETTER), PrintoutForm.LETTER)
    document = pypdfium2.PdfDocument(printout.pdf)
    page = document[0].get_textpage()
    rights = [page.get_charbox(n)[2] for n in range(page.count_chars()) if page.get_text_range(n, 1) == "W"]
    columns = sorted({block.box.right for block in printout.placed.blocks})
    assert max(rights) <= columns[-1] + 1
    assert not [right for right in rights if columns[0] + 1 < right < columns[0] + 20]


@pytest.mark.parametrize("word", BallotWord)
def test_the_banner_names_the_ballot_the_election_and_whose_it_is(larkspur: Election, word: BallotWord) -> None:
    votes = draw_votes(larkspur, 2, DeviceHabits(), np.random.default_rng(3))
    pdf = write_printout(larkspur, 2, votes, PrintoutForm.LETTER, word)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    precinct = larkspur.precinct_name(str(larkspur.cards[2].precinct))
    for said in (word.value, "General Election, November 3, 2026", "Larkspur County", precinct, "S03"):
        assert said in text


def test_a_sample_has_no_codes_and_a_test_ballot_says_so_in_its_code(larkspur: Election) -> None:
    votes = draw_votes(larkspur, 0, DeviceHabits(), np.random.default_rng(3))
    sample, test, official = (
        content_of(larkspur, 0, votes, PrintoutForm.CARD, word)
        for word in (BallotWord.SAMPLE, BallotWord.TEST, BallotWord.OFFICIAL)
    )
    assert sample.qr_texts == sample.code_128 == ()
    assert test.qr_texts != official.qr_texts
    assert test.code_128 == official.code_128


def test_two_electors_with_the_same_choices_get_the_same_paper(larkspur: Election) -> None:
    votes = draw_votes(larkspur, 0, DeviceHabits(), np.random.default_rng(9))
    assert write_printout(larkspur, 0, votes) == write_printout(larkspur, 0, votes)
