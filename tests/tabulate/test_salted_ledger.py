"""Ledger format 2, held to the words of LEDGER.md: an entry is kept back, and what is left still chains."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import tabulate
from tabulate.ledger.chain import EMPTY, ChainedEntry, body_digest, follow_all, hash_of, verify_chain
from tabulate.ledger.entries import LEDGER_FORMAT, BatchClosed, Entry
from tabulate.ledger.errors import LedgerBroken
from tests.tabulate.ledger_makers import (
    ANN,
    NOON,
    batch_opened,
    chain,
    read_sheet_entry,
    record_opened,
    unread_sheet_entry,
    votes_for,
)

SALT = bytes(range(32)).hex()
LEDGER_PAGE = (Path(tabulate.__file__).parent / "LEDGER.md").read_text()
ENTRIES: list[Entry] = [
    replace(record_opened(), ledger_format=LEDGER_FORMAT),
    batch_opened(),
    read_sheet_entry("AB-001", 1, votes_for(ANN)),
    unread_sheet_entry("AB-001", 2),
    BatchClosed("AB-001", 2, 1, 0, 1),
]


def salted() -> list[ChainedEntry]:
    salts: Iterator[str] = (f"{number:064x}" for number in range(1, 100))
    return follow_all(EMPTY, ENTRIES, lambda: NOON, lambda: next(salts))


def netstrings(*fields: str) -> str:
    text = "".join(f"{len(field.encode())}:{field}," for field in fields)
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_vector_of_the_page_is_what_the_code_makes() -> None:
    given = "sheet counted", "2026-11-03T20:00:00.000000Z", '{"batch":"AB-1"}'
    digest, own = body_digest(SALT, *given), hash_of("0" * 64, 1, *given, SALT)
    assert digest == "d477b5ef3d0dcdbc390595e6c7cb10abdc4e18615b2c4afa5b2f5b969697fc84"
    assert own == "f96d0fa5198ec41c2367ef21c53d09a24440f68cfe7c7216beb9b3ff77a90314"
    assert digest in LEDGER_PAGE
    assert own in LEDGER_PAGE


def test_a_copy_without_any_body_chains_by_the_words_of_the_page() -> None:
    previous = "0" * 64
    for number, row in enumerate(salted(), start=1):
        digest = netstrings("canvass body 2", row.salt, row.kind, row.written_at, row.body)
        public = "sheet" if row.kind.startswith("sheet ") else row.kind
        assert (row.body_digest, row.public_kind) == (digest, public)
        previous = netstrings("canvass ledger 2", previous, f"{number}", public, digest)
        assert row.hash == previous


def test_two_entries_that_say_the_same_have_other_digests() -> None:
    rows = follow_all(EMPTY, [ENTRIES[0]], lambda: NOON, lambda: "a" * 64)
    others = follow_all(EMPTY, [ENTRIES[0]], lambda: NOON, lambda: "b" * 64)
    assert rows[0].body == others[0].body
    assert rows[0].body_digest != others[0].body_digest


def test_a_salted_ledger_is_verified_and_passed_on_unchanged() -> None:
    assert list(verify_chain(salted())) == salted()


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("field", ["kind", "written_at", "body", "previous", "hash", "salt"])
def test_any_changed_field_is_found_at_its_entry(number: int, field: str) -> None:
    rows = salted()
    value = getattr(rows[number - 1], field)
    rows[number - 1] = replace(rows[number - 1], **{field: value[:-1] + ("0" if value[-1] != "0" else "1")})
    with pytest.raises(LedgerBroken) as broken:
        list(verify_chain(rows))
    assert broken.value.number == number


def test_a_sheet_counted_is_no_sheet_questioned_although_both_are_said_as_sheets() -> None:
    rows = salted()
    rows[2] = replace(rows[2], kind="sheet questioned")
    with pytest.raises(LedgerBroken) as broken:
        list(verify_chain(rows))
    assert broken.value.number == 3


@pytest.mark.parametrize("salt", ["A" * 64, "0" * 63, "0" * 65, "g" * 64, "0x" + "0" * 62, " " * 64])
def test_what_is_no_salt_is_refused_although_its_hash_is_right(salt: str) -> None:
    rows = follow_all(EMPTY, ENTRIES, lambda: NOON, lambda: salt)
    with pytest.raises(LedgerBroken, match="a salt of 64 letters"):
        list(verify_chain(rows))


def test_a_ledger_does_not_go_on_in_another_format() -> None:
    """Else whoever rewrites its end could take back the hiding, or what entry 1 says."""
    rows = salted()
    head = replace(rows[1]).number, rows[1].hash
    plain = chain(ENTRIES[2:], NOON + timedelta(hours=1), type(EMPTY)(*head))
    with pytest.raises(LedgerBroken, match="expected a salt, as the ledger is of format 2, found none"):
        list(verify_chain([*rows[:2], *plain]))
    old = chain([record_opened(), *ENTRIES[1:2]])
    rest = follow_all(type(EMPTY)(2, old[1].hash), ENTRIES[2:], lambda: NOON, lambda: SALT)
    with pytest.raises(LedgerBroken, match="expected no salt, as the ledger is of format 1, found one"):
        list(verify_chain([*old, *rest]))


@pytest.mark.parametrize(("said", "salt"), [(2, ""), (1, SALT)])
def test_entry_1_says_the_format_that_it_has(said: int, salt: str) -> None:
    opened = replace(record_opened(), ledger_format=said)
    rows = follow_all(EMPTY, [opened], lambda: NOON, (lambda: salt) if salt else None)
    with pytest.raises(LedgerBroken, match=f"as the ledger is of format {said}"):
        list(verify_chain(rows))
