"""Steps V1 to V3: the files, the definition, the public ledger.

A part of the program that goes into every package as verify.py, by Python's standard library alone.
"""

import csv
import hashlib
import io
import json
import os
from typing import Any

_OPENING = "record opened|edition taken"
_OPEN = (
    "|batch withdrawn|board appointed|board dismissed|candidate died|count halted|death struck|election cancelled"
    "|halt ended|polls closed|position appointed|qualified electors stated|successor named|totals released"
    "|working mode set|write-in declared"
)
OPEN = frozenset((_OPENING + _OPEN).split("|"))
"""What anyone may know. A kind that is not named here must stay hidden."""
OPENING, FURTHER = _OPENING.split("|")
Json = dict[str, Any]
Asked = dict[str, Any]
"""What the command line said: key, heads, and what a court was given."""


class DoesNotHold(Exception):  # noqa: N818  (said as such)
    """Something in the package is not as it must be."""


def demand(holds: object, why: str) -> None:
    """Raise DoesNotHold where it does not hold."""
    if not holds:
        raise DoesNotHold(why)


def shown(text: object) -> str:
    """Text of the package, so that it cannot play tricks on a terminal."""
    return ascii(str(text))[:120]


def netstrings(*fields: str) -> str:
    """The SHA-256, in hex, over fields that each say their length."""
    raw = [field.encode() for field in fields]
    return hashlib.sha256(b"".join(b"%d:%s," % (len(one), one) for one in raw)).hexdigest()


def said(text: str) -> Any:
    """What a text of JSON says; of two answers to one name neither is taken."""
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> Json:
    demand(len({name for name, _ in pairs}) == len(pairs), "a name stands twice: " + shown(pairs))
    return dict(pairs)


class EvidencePackage:
    """The folder, its files read once."""

    def __init__(self, folder: str) -> None:
        """Read every file; links are not followed."""
        self.files: dict[str, bytes] = {}
        self.links: list[str] = []
        for place, folders, names in os.walk(folder):
            for name in folders + names:
                path = os.path.join(place, name)
                rel = os.path.relpath(path, folder).replace(os.sep, "/")
                if os.path.islink(path) or not (os.path.isdir(path) or os.path.isfile(path)):
                    self.links.append(rel)
                elif os.path.isfile(path):
                    with open(path, "rb") as file:
                        self.files[rel] = file.read()

    def raw(self, name: str) -> bytes:
        """The bytes of a file."""
        demand(name in self.files, name + " is not there")
        return self.files[name]

    def text(self, name: str) -> str:
        """The text of a file."""
        return self.raw(name).decode("utf-8-sig")

    def json(self, name: str) -> Any:
        """What a file of JSON says."""
        return said(self.text(name))

    def lines(self, name: str) -> list[Any]:
        """What each line of a file says."""
        return [said(line) for line in self.text(name).splitlines()]

    def rows(self, name: str) -> list[dict[str, str]]:
        """A table of CSV, by its headings."""
        return list(csv.DictReader(io.StringIO(self.text(name), newline="")))


def check_bag(package: EvidencePackage, asked: Asked) -> str:
    """V1: every file is there once, as its hash says."""
    demand(not package.links, "links or devices: " + shown(package.links))
    demand(package.text("bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
    payload = {name for name in package.files if name.startswith("data/")}
    tags = set(package.files) - payload - {"tagmanifest-sha256.txt"}
    for manifest, names in (("manifest-sha256.txt", payload), ("tagmanifest-sha256.txt", tags)):
        listed: dict[str, str] = {}
        for line in package.text(manifest).splitlines():
            sha256, _, name = line.partition("  ")
            name = name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
            demand(name and name not in listed, manifest + " has twice, or no name: " + shown(line))
            listed[name] = sha256
        demand(set(listed) == names, manifest + " differs in " + shown(sorted(set(listed) ^ names)))
        for name in sorted(names):
            demand(hashlib.sha256(package.raw(name)).hexdigest() == listed[name], shown(name) + " was changed")
    octets = sum(len(package.files[name]) for name in payload)
    oxum = f"Payload-Oxum: {octets}.{len(payload)}"
    demand(oxum in package.text("bag-info.txt").splitlines(), "bag-info.txt does not say " + oxum)
    return f"{len(payload)} files"


def opened(entry: Json) -> Any:
    """What an open entry says; None of a closed one."""
    return said(entry["body"]) if "body" in entry else None


def ledger(package: EvidencePackage) -> tuple[list[Json], int]:
    """The public ledger, and its format."""
    entries = package.lines("data/ledger/public.jsonl")
    for one in entries:
        demand(type(one["number"]) is int and isinstance(one["public_kind"], str), "an entry that is none")
        demand(all(isinstance(value, str) for name, value in one.items() if name != "number"), "an entry that is none")
    first = entries[0] if entries else {}
    demand(first.get("number") == 1 and first.get("kind") == OPENING, "entry 1 does not open the record")
    form = opened(first)["ledger_format"]
    demand(form in (1, 2), "the ledger is of a format that this program does not know")
    return entries, form


def check_definition(package: EvidencePackage, asked: Asked) -> str:
    """V2: the ballots are those that the ledger names."""
    found = 0
    for entry in ledger(package)[0]:
        if entry.get("kind") in (OPENING, FURTHER):
            body = opened(entry)
            number = body.get("number", 1)
            name = "data/definition.json" if number == 1 else f"data/definition-{number}.json"
            own = hashlib.sha256(package.raw(name)).hexdigest()
            demand(own == body["definition_sha256"], name + f" is not what entry {entry['number']} names")
            found += 1
    there = [name for name in package.files if name.startswith("data/definition")]
    demand(len(there) == found, "definitions that no entry names: " + shown(sorted(there)))
    return f"{found} definition(s)"


def check_chain(package: EvidencePackage, asked: Asked) -> str:
    """V3: the ledger chains from entry 1, and what must stay hidden is hidden."""
    entries, form = ledger(package)
    previous, number = "0" * 64, 0
    for entry in entries:
        number = number + 1 if form == 2 else entry["number"]
        at = f"entry {number}"
        demand(entry["number"] == number, at + " is missing or out of order")
        kept = ("body" in entry and entry["kind"] in OPEN) or {"body", "kind", "written_at", "salt"}.isdisjoint(entry)
        demand(kept, at + " shows what must stay hidden")
        if form == 1:
            demand({"hash", "previous", "salt"}.isdisjoint(entry), at + ": format 1 must not show a hash")
            continue
        public = entry["public_kind"]
        if "body" in entry:
            fields = ("salt", "kind", "written_at", "body")
            own = netstrings("canvass body 2", *[entry[one] for one in fields])
            demand(own == entry["body_digest"], at + " does not say what its digest says")
            demand(entry["kind"] == public, at + " is of another kind")
        demand(entry["previous"] == previous, at + " does not follow the one before")
        previous = netstrings("canvass ledger 2", previous, str(number), public, entry["body_digest"])
        demand(previous == entry["hash"], at + " does not have its hash")
    numbers = [entry["number"] for entry in entries]
    demand(numbers == sorted(set(numbers)), "entries are out of order")
    return f"{number} entries" if form == 2 else "NOT CHECKED: the ledger is of format 1, which cannot be shown"
