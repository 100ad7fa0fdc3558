"""An evidence package as a second reader has it, by EVIDENCE.md alone: its files, its tree, and who signed."""

from __future__ import annotations

import csv
import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

NOTE = re.compile(r"(?s)((.+?)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n)\n((?:\u2014 \S+ [A-Za-z0-9+/=]+\n)+)")


def digest(*parts: str) -> str:
    state = sha256()
    for part in parts:
        raw = part.encode()
        state.update(str(len(raw)).encode() + b":" + raw + b",")
    return state.hexdigest()


def no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs)
    return found


def value(text: str | bytes) -> Any:
    return json.loads(text, object_pairs_hook=no_name_twice)


def usual(text: str) -> bytes:
    raw = b64decode(text)
    assert b64encode(raw) == text.encode()
    return raw


class SecondReading:
    """One package and what its reader has."""

    def __init__(self, folder: Path, key: str = "", heads: tuple[str, ...] = (), opened: str = "") -> None:
        self.folder, self.heads, self.opened, self.key = folder, heads, opened, key

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def table(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(self.read(name).decode("utf-8-sig"), newline="")))

    def names(self, pattern: str = "**/*") -> set[str]:
        return {str(one.relative_to(self.folder)) for one in self.folder.glob(pattern) if not one.is_dir()}

    def entries(self) -> list[dict[str, Any]]:
        found = [value(line) for line in self.read("data/ledger/public.jsonl").decode().splitlines()]
        for entry in found:
            assert {"number", "public_kind"} <= set(entry)
            assert [name for name, one in entry.items() if type(one) is not str] == ["number"]
            assert type(entry["number"]) is int
        assert (found[0]["number"], found[0]["kind"]) == (1, "record opened")
        assert value(found[0]["body"])["ledger_format"] in {1, 2}
        return found

    def salted(self) -> bool:
        return bool(value(self.entries()[0]["body"])["ledger_format"] == 2)

    def root(self, size: int) -> bytes:
        """Upwards from the leaves: full subtrees are kept until they are joined from the right."""
        assert size <= len(self.entries())
        kept: list[tuple[int, bytes]] = []
        for entry in self.entries()[:size]:
            kept.append((1, sha256(b"\0" + bytes.fromhex(entry["hash"])).digest()))
            while len(kept) > 1 and kept[-1][0] == kept[-2][0]:
                self._join(kept)
        while len(kept) > 1:
            self._join(kept)
        return kept[0][1] if kept else sha256().digest()

    @staticmethod
    def _join(kept: list[tuple[int, bytes]]) -> None:
        (count, right), (more, left) = kept.pop(), kept.pop()
        kept.append((count + more, sha256(b"\1" + left + right).digest()))

    def public(self) -> tuple[str, bytes, bytes]:
        line = self.key
        if not line:
            said = [one for one in self.read("bag-info.txt").decode().splitlines() if one.startswith("Canvass-Key: ")]
            (line,) = (one.removeprefix("Canvass-Key: ") for one in said)
        name, number, key = line.strip().split("+", 2)
        raw = usual(key)
        own = sha256(name.encode() + b"\n" + raw).digest()[:4]
        assert (raw[0], len(raw), own.hex()) == (1, 33, number)
        return name, own, raw[1:]

    def note(self, text: str) -> tuple[str, int, bytes]:
        """A note that is signed by the key."""
        found = NOTE.fullmatch(text)
        assert found is not None
        name, number, raw = self.public()
        by_key = 0
        for line in found[5].splitlines():
            _, signer, signature = line.split(" ")
            whole = usual(signature)
            if signer == name and whole[:4] == number:
                by_key += 1
                try:
                    Ed25519PublicKey.from_public_bytes(raw).verify(whole[4:], found[1].encode())
                except InvalidSignature:
                    raise AssertionError from None
        assert by_key
        return found[2], int(found[3]), usual(found[4])
