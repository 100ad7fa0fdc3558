"""Which entries of keys and signatures may follow which; every change of a signed entry is another message."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from tabulate.board.errors import NotAllowed
from tabulate.board.signing.signatures import Signatures
from tabulate.board.signing.signing_entries import PaperSigned, SigningKeyMade

KEY = SigningKeyMade("ann", "Ann Ash", "ab" * 32)
SIGNED = PaperSigned(
    41, "cd" * 32, "Report of the county canvass", "ef" * 32, "ann", "Ann Ash", "county commissioner",
    "2026-11-17T11:00-07:00", KEY.public_key, "12" * 64,
)  # fmt: skip


def after(*entries: Any) -> Signatures:
    found = Signatures()
    for number, entry in enumerate(entries, 50):
        found.check(entry)
        found = found.after(number, entry)
    return found


def test_a_paper_is_signed_once_by_each_with_the_key_of_then() -> None:
    bo = replace(KEY, account="bo", name="Bo Birch", public_key="cd" * 32)
    new = replace(KEY, public_key="ef" * 32)
    by_bo = replace(SIGNED, account="bo", name="Bo Birch", public_key=bo.public_key)
    found = after(KEY, bo, SIGNED, by_bo, new, replace(SIGNED, entry=42, public_key=new.public_key))
    assert [number for number, _ in found.under(41)] == [52, 53]
    assert [number for number, _ in found.signed] == [52, 53, 55]
    assert found.key_of("ann") == new
    assert found.key_of("eve") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"public_key": "cd" * 32},
        {"account": "bo"},
        {"name": " "},
        {"name": "A" * 201},
        {"name": "Bo Birch"},
        {"title": "\u200d"},
        {"title": "a\u202eb"},
        {"called": ""},
        {"at": "today"},
        {"signature": "12" * 63},
        {"signature": "XY" * 64},
        {"entry_hash": "cd"},
        {"paper_sha256": "CD" * 32},
        {"entry": 0},
    ],
)
def test_half_a_signature_and_another_key_are_refused(wrong: dict[str, Any]) -> None:
    known = after(KEY)
    with pytest.raises(NotAllowed):
        known.check(replace(SIGNED, **wrong))
    with pytest.raises(NotAllowed):
        after(KEY, SIGNED, SIGNED)
    with pytest.raises(NotAllowed):
        Signatures().check(SIGNED)


@pytest.mark.parametrize(
    "wrong", [{"public_key": "ab"}, {"public_key": "AB" * 32}, {"account": ""}, {"name": ""}, {"name": "\u00ad"}]
)
def test_half_a_key_and_a_key_that_somebody_has_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        Signatures().check(replace(KEY, **wrong))
    with pytest.raises(NotAllowed):
        after(KEY, replace(KEY, account="eve"))


def test_every_field_but_the_signature_is_in_what_is_signed() -> None:
    for field in fields(SIGNED):
        value = getattr(SIGNED, field.name)
        changed: dict[str, Any] = {field.name: value + 1 if isinstance(value, int) else f"{value}0"}
        other = replace(SIGNED, **changed)
        assert (other.message == SIGNED.message) is (field.name == "signature"), field.name
