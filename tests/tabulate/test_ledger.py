"""The chain and its hash rule, held to the words of LEDGER.md by a second verifier written from that page."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tabulate
from tabulate.ledger.chain import EMPTY, FIRST_PREVIOUS, ChainedEntry, follow, hash_of, verify_chain
from tabulate.ledger.entries import BatchClosed, Entry
from tabulate.ledger.errors import LedgerBroken
from tests.tabulate.every_entry import EVERY_ENTRY
from tests.tabulate.later_entries import LATER_ENTRIES
from tests.tabulate.ledger_makers import (
    ANN,
    NOON,
    any_entry,
    batch_opened,
    chain,
    content_digest,
    read_sheet_entry,
    record_opened,
    unread_sheet_entry,
    votes_for,
    votes_in_question,
)

LEDGER_PAGE = (Path(tabulate.__file__).parent / "LEDGER.md").read_text()


def small_ledger() -> list[ChainedEntry]:
    return chain(
        [
            record_opened(),
            batch_opened(),
            read_sheet_entry("AB-001", 1, votes_for(ANN)),
            read_sheet_entry("AB-001", 2, votes_in_question()),
            unread_sheet_entry("AB-001", 3),
            BatchClosed("AB-001", 3, 1, 1, 1),
        ]
    )


def hash_by_the_page(row: ChainedEntry) -> str:
    """The rule as LEDGER.md tells it, sharing no code with the ledger."""
    text = ""
    for part in ["canvass ledger 1", row.previous, f"{row.number}", row.kind, row.written_at, row.body]:
        text += f"{len(part.encode())}:{part},"
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_example_of_the_page_hashes_as_the_code_does() -> None:
    (line,) = [line for line in LEDGER_PAGE.splitlines() if line.startswith("16:canvass ledger 1,64:")]
    own = hash_of(FIRST_PREVIOUS, 1, "batch closed", "2026-11-03T20:00:00.000000Z", "{}")
    assert own == hashlib.sha256(line.encode()).hexdigest()
    assert own == "2f3f3056dd83adfecb2ac2feb5c2d477dd41392ceb1ba58f8455e55294470880"


def test_a_second_verifier_agrees_with_every_hash() -> None:
    previous = "0" * 64
    for number, row in enumerate(small_ledger(), start=1):
        assert (row.number, row.previous) == (number, previous)
        previous = hash_by_the_page(row)
        assert row.hash == previous


def test_a_whole_ledger_is_verified_and_passed_on_unchanged() -> None:
    assert list(verify_chain(small_ledger())) == small_ledger()


def test_times_are_written_in_utc_to_the_microsecond() -> None:
    assert follow(EMPTY, record_opened(), NOON).written_at == "2026-11-03T12:00:00.123456Z"


@given(st.integers(1, 6), st.sampled_from(["kind", "written_at", "body", "previous", "hash"]), st.data())
def test_any_changed_character_is_found_at_its_entry(number: int, field: str, data: st.DataObject) -> None:
    rows = small_ledger()
    value = getattr(rows[number - 1], field)
    place = data.draw(st.integers(0, len(value) - 1))
    changed = value[:place] + chr(ord(value[place]) + 1) + value[place + 1 :]
    rows[number - 1] = replace(rows[number - 1], **{field: changed})
    with pytest.raises(LedgerBroken) as broken:
        list(verify_chain(rows))
    assert broken.value.number == number


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_missing_entry_is_found(number: int) -> None:
    rows = small_ledger()
    del rows[number - 1]
    with pytest.raises(LedgerBroken, match=rf"expected entry {number}, found entry {number + 1}"):
        list(verify_chain(rows))


def test_two_entries_that_changed_places_are_found() -> None:
    rows = small_ledger()
    rows[2], rows[3] = rows[3], rows[2]
    with pytest.raises(LedgerBroken) as broken:
        list(verify_chain(rows))
    assert broken.value.number == 3


def test_renumbered_entries_are_found() -> None:
    rows = small_ledger()
    rows[2], rows[3] = replace(rows[3], number=3), replace(rows[2], number=4)
    with pytest.raises(LedgerBroken) as broken:
        list(verify_chain(rows))
    assert broken.value.number == 3


def test_the_message_of_a_broken_ledger_says_what_to_do() -> None:
    message = str(LedgerBroken(7, "entry 7", "entry 9"))
    assert "entry 7" in message
    assert "restore the last good copy" in message


@given(st.lists(any_entry, max_size=6), st.lists(any_entry, max_size=6), st.integers(0, 10**6))
def test_the_content_digest_depends_on_what_is_said_and_not_on_when(
    first: list[Entry], second: list[Entry], seconds: int
) -> None:
    digest = content_digest(chain(first))
    assert digest == content_digest(chain(first, NOON + timedelta(seconds=seconds)))
    assert (digest == content_digest(chain(second))) is (first == second)


def test_no_field_can_be_moved_into_its_neighbour() -> None:
    assert hash_of("a", 1, "bc", "d", "e") != hash_of("a", 1, "b", "cd", "e")
    assert hash_of("a", 11, "b", "d", "e") != hash_of("a", 1, "1b", "d", "e")


def test_every_kind_of_entry_and_each_of_its_fields_is_on_the_page() -> None:
    for row in chain([*EVERY_ENTRY, *LATER_ENTRIES]):
        assert f"`{row.kind}`" in LEDGER_PAGE
        assert [key for key in json.loads(row.body) if f"`{key}`" not in LEDGER_PAGE] == []
