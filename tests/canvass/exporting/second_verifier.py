"""A second verifier of evidence packages, written from EVIDENCE.md alone: it shares no code with the first one.

Other libraries and other ways: Ed25519 by `cryptography`, the tree built upwards from its leaves, figures as sorted
lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.dom.minidom import parseString
from zipfile import ZipFile

from tests.canvass.exporting.second_reading import SecondReading, digest, value

OPEN = re.compile(
    "batch withdrawn|board (appointed|dismissed)|candidate died|count halted|death struck|edition taken"
    "|election cancelled|halt ended|polls closed|position appointed|qualified electors stated|record opened"
    "|successor named|totals released|working mode set|write-in declared"
)
COMPUTED = re.compile("'*[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]")
HEX = re.compile("[0-9a-f]{64}")


class Second(SecondReading):
    """The steps, each by its number."""

    def failing(self) -> set[int]:
        """The numbers of the steps that do not hold."""
        steps: list[Callable[[], None]] = [getattr(self, f"v{number}") for number in range(1, 12)]
        return {number for number, step in enumerate(steps, 1) if not self.holds(step)}

    @staticmethod
    def holds(step: Callable[[], None]) -> bool:
        try:
            step()
        except Exception:
            return False
        return True

    def v1(self) -> None:
        everything = list(self.folder.rglob("*"))
        assert all(not one.is_symlink() and (one.is_file() or one.is_dir()) for one in everything)
        assert self.read("bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        data = {name for name in self.names() if name.split("/")[0] == "data"}
        others = self.names() - data - {"tagmanifest-sha256.txt"}
        for manifest, wanted in ("manifest-sha256.txt", data), ("tagmanifest-sha256.txt", others):
            pairs = [line.split("  ", 1) for line in self.read(manifest).decode().splitlines()]
            plain = [re.sub("%(0A|0D|25)", lambda one: chr(int(one[1], 16)), name) for _, name in pairs]
            assert sorted(plain) == sorted(wanted)
            for (own, _), name in zip(pairs, plain, strict=True):
                assert sha256(self.read(name)).hexdigest() == own
        size = sum(len(self.read(name)) for name in data)
        assert f"Payload-Oxum: {size}.{len(data)}" in self.read("bag-info.txt").decode().splitlines()

    def v2(self) -> None:
        named = set()
        for entry in self.entries():
            if entry.get("kind") in {"record opened", "edition taken"}:
                body = value(entry["body"])
                further = f"-{body['number']}" if entry["kind"] == "edition taken" else ""
                named.add(name := f"data/definition{further}.json")
                assert sha256(self.read(name)).hexdigest() == body["definition_sha256"]
        assert {name for name in self.names() if name.startswith("data/definition")} == named

    def v3(self) -> None:
        numbers = [entry["number"] for entry in self.entries()]
        assert all(before < after for before, after in pairwise(numbers))
        for entry in self.entries():
            shown = {"kind", "written_at", "salt"} & set(entry)
            assert OPEN.fullmatch(entry["kind"]) if "body" in entry else not shown
        if not self.salted():
            assert not any({"hash", "previous", "salt"} & set(entry) for entry in self.entries())
            return
        last = "0" * 64
        for number, entry in enumerate(self.entries(), 1):
            if "body" in entry:
                said = digest("canvass body 2", entry["salt"], entry["kind"], entry["written_at"], entry["body"])
                assert (entry["body_digest"], entry["public_kind"]) == (said, entry["kind"])
            assert (entry["number"], entry["previous"]) == (number, last)
            last = digest("canvass ledger 2", last, f"{number}", entry["public_kind"], entry["body_digest"])
            assert last == entry["hash"]

    def v4(self) -> None:
        head, seal = self.note(self.read("checkpoint").decode()), self.note(self.read("seal").decode())
        name = self.public()[0]
        assert (head[0], seal[0], seal[1]) == (name, f"{name}/evidence", head[1])
        assert seal[2] == sha256(self.read("manifest-sha256.txt")).digest()
        self.entries()
        if self.salted():
            assert (head[1], head[2]) == (len(self.entries()), self.root(head[1]))

    def v5(self) -> None:
        texts = [value(line)["note"] for line in self.read("data/ledger/heads.jsonl").decode().splitlines()]
        assert self.read("checkpoint").decode() in texts
        noted = [re.fullmatch(r"([0-9]+):(.*)", one) for one in self.heads if not Path(one).exists()]
        texts += [Path(one).read_bytes().decode() for one in self.heads if Path(one).exists()]
        roots: dict[int, bytes] = {}
        for origin, size, root in map(self.note, texts):
            assert origin == self.public()[0]
            assert roots.setdefault(size, root) == root
            assert not self.salted() or root == self.root(size)
        for one in noted:
            assert one is not None
            assert [entry["hash"] for entry in self.entries() if str(entry["number"]) == one[1]] == [one[2]]
        self.entries()

    def totals(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        county, rows = (value(self.read(f"data/totals/{one}.json")) for one in ("county", "precincts"))
        return county["contests"], rows["rows"]

    def v6(self) -> None:
        county, rows = self.totals()
        ids = [one["contest"] for one in county]
        assert len(set(ids)) == len(ids)
        assert all(one["contest"] in ids for row in rows for one in row["contests"])
        for whole in county:
            parts = [one for row in rows for one in row["contests"] if one["contest"] == whole["contest"]]
            for one in (whole, *parts):
                assert [line["choice"] for line in one["choices"]] == [line["choice"] for line in whole["choices"]]
                self._adds_up(one, whole["seats"])
            sums = [[*self._figures(one), one["ballots"], one["waiting"]] for one in parts]
            wanted = [*self._figures(whole), whole["ballots"], whole["waiting"]]
            assert [sum(column) for column in zip(*sums, strict=True)] == wanted or not (sums or any(wanted))
        sheets = [int(row["sheets"]) for row in self.table("data/batches/manifest.csv")]
        assert min(sheets, default=0) >= 0
        kinds = [entry["public_kind"] for entry in self.entries()]
        assert not self.salted() or sum(sheets) == kinds.count("sheet")

    @staticmethod
    def _figures(one: dict[str, Any]) -> list[int]:
        return [*(line["votes"] for line in one["choices"]), one["undervotes"], one["overvotes"], one["untold"]]

    def _adds_up(self, one: dict[str, Any], seats: int) -> None:
        figures = self._figures(one)
        for number in (*figures, seats, one["ballots"], one["waiting"]):
            assert type(number) is int
            assert number >= 0
        assert sum(figures) + seats * one["waiting"] == seats * one["ballots"]

    def v7(self) -> None:
        assert value(self.read("data/settings.json"))["images"] == "none"
        assert not any(name.startswith("data/strips/") for name in self.names())

    def v8(self) -> None:
        assert not any(name.startswith("data/audit/") for name in self.names())

    def v9(self) -> None:
        listed = [row["commitment"] for row in self.table("data/batches/commitments.csv")]
        assert all(map(HEX.fullmatch, listed))
        assert len(listed) == len(set(listed))
        digests = [entry.get("body_digest") for entry in self.entries()]
        for one in map(value, self.opened.splitlines()):
            if "figures" in one:
                assert digest("canvass commitment 1", one["random"], one["figures"]) in listed
            else:
                assert digest("canvass body 2", one["salt"], one["kind"], one["written_at"], one["body"]) in digests

    def cells(self, kinds: tuple[str, str], by: str, of_all: str) -> Iterator[tuple[str, str, str, int]]:
        county, rows = self.totals()
        for name, contests in [(of_all, county), *((row[by], row["contests"]) for row in rows)]:
            for one in contests:
                for line in one["choices"]:
                    yield one["contest"], line["choice"], name, line["votes"]
                yield one["contest"], kinds[0], name, one["undervotes"]
                yield one["contest"], kinds[1], name, one["overvotes"]

    def v10(self) -> None:
        tables = [row for one in ("precincts", "county") for row in self.table(f"data/totals/{one}.csv")]
        told = [
            (row["contest_id"], row["choice_id"], row["precinct_id"], int(row["votes"]))
            for row in tables
            if row["choice_id"] != "WAITING"
        ]
        said = self.cells(("UNDERVOTES", "OVERVOTES"), "precinct", "ALL")
        assert sorted(told) == sorted((*map(self._in_table, one[:3]), one[3]) for one in said)
        assert sorted(self._detail()) == sorted(self.cells(("Undervotes", "Overvotes"), "name", ""))
        assert sorted(self._report()) == sorted(self._in_report())

    @staticmethod
    def _in_table(text: str) -> str:
        return f"'{text}" if COMPUTED.match(text) and not re.fullmatch("-?[0-9]+", text) else text

    def _detail(self) -> Iterator[tuple[str, str, str, int]]:
        with ZipFile(BytesIO(self.read("data/results/detailxml.zip"))) as archive:
            assert archive.namelist() == ["detail.xml"]
            text = archive.read("detail.xml")
        assert b"<!" not in text
        contests: list[Any] = list(parseString(text).getElementsByTagName("Contest"))
        for contest in contests:
            key = contest.getAttribute("key")
            for child in contest.childNodes:
                choice = child.nodeName == "Choice"
                name = child.getAttribute("key" if choice else "name")
                yield key, name, "", int(child.getAttribute("totalVotes" if choice else "votes"))
                for row in (child.firstChild if choice else child).childNodes:
                    yield key, name, row.getAttribute("name"), int(row.getAttribute("votes"))

    def _report(self) -> Iterator[tuple[str, bool, int]]:
        for contest in value(self.read("data/results/err.json"))["Election"][0]["Contest"]:
            for one in contest.get("ContestSelection", ()):
                for count in one["VoteCounts"]:
                    yield one["@id"], count["GpUnitId"] == "county", count["Count"]

    def _in_report(self) -> Iterator[tuple[str, bool, int]]:
        county, rows = self.totals()
        for of_all, contests in [(True, county), *((False, row["contests"]) for row in rows)]:
            yield from (
                (one["err"], of_all, one["votes"]) for each in contests for one in each["choices"] if one["err"]
            )

    def v11(self) -> None:
        assert all(entry["public_kind"] for entry in self.entries() if "body" not in entry)
