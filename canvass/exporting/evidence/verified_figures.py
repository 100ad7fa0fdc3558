"""Steps V6 to V10: totals, what is kept back, and the same figures in other forms.

A part of the program that goes into every package as verify.py, by Python's standard library alone.
"""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from typing import Any

from canvass.exporting.evidence.verified_ledger import (
    Asked,
    EvidencePackage,
    Json,
    demand,
    ledger,
    netstrings,
    said,
    shown,
)

Cells = Counter[Any]
MOST_BYTES = 1 << 30
WHOLE_NUMBER = re.compile("-?[0-9]+")


def whole(number: Any) -> int:
    """A whole number, not below zero."""
    demand(type(number) is int and number >= 0, "no whole number: " + shown(number))
    return int(number)


def check_totals(package: EvidencePackage, asked: Asked) -> str:
    """V6: precincts make the county, votes make the ballots, batches make the ledger's sheets."""
    county, rows = package.json("data/totals/county.json"), package.json("data/totals/precincts.json")["rows"]
    for place, one in enumerate(county["contests"]):
        parts = [part for row in rows for part in row["contests"] if part["contest"] == one["contest"]]
        whole(one["seats"])
        at = "contest " + shown(one["contest"])
        for part in [*parts, one]:
            given = [whole(part[name]) for name in ("undervotes", "overvotes", "untold")]
            given += [whole(choice["votes"]) for choice in part["choices"]] + [one["seats"] * whole(part["waiting"])]
            demand(sum(given) == one["seats"] * whole(part["ballots"]), at + ": votes do not make the ballots")
        for name in ("ballots", "undervotes", "overvotes", "waiting", "untold"):
            demand(sum(part[name] for part in parts) == one[name], at + ": precincts do not make " + name)
        for line, choice in enumerate(one["choices"]):
            own = [part["choices"][line] for part in parts]
            demand(all(each["choice"] == choice["choice"] for each in own), at + ": choices differ")
            demand(sum(each["votes"] for each in own) == choice["votes"], at + ": precincts do not make a choice")
        demand(place == [each["contest"] for each in county["contests"]].index(one["contest"]), at + " stands twice")
    known = {one["contest"] for one in county["contests"]}
    demand({part["contest"] for row in rows for part in row["contests"]} <= known, "a precinct has another contest")
    entries, form = ledger(package)
    sheets = sum(one.get("public_kind") == "sheet" for one in entries)
    listed = sum(whole(int(row["sheets"])) for row in package.rows("data/batches/manifest.csv"))
    demand(form == 1 or sheets == listed, f"batches of {listed} sheets, and {sheets} in the ledger")
    return f"{len(known)} contests in {len(rows)} rows"


def check_strips(package: EvidencePackage, asked: Asked) -> str:
    """V7: pictures are there only where authority for them is recorded."""
    settings = package.json("data/settings.json")
    demand(settings["images"] == "none", "pictures of a kind that this program does not know")
    demand(not [one for one in package.files if one.startswith("data/strips/")], "strips without authority")
    return "no pictures are published"


def check_audit(package: EvidencePackage, asked: Asked) -> str:
    """V8: the audit; it is published apart."""
    demand(not [one for one in package.files if one.startswith("data/audit/")], "an audit that is not part of it")
    return "NOT CHECKED: the audit is published apart, and canvass audit replay checks it"


def check_commitments(package: EvidencePackage, asked: Asked) -> str:
    """V9: figures of batches are committed to; what was opened is what was committed to, or chained."""
    listed = [row["commitment"] for row in package.rows("data/batches/commitments.csv")]
    demand(all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in listed), "no commitment")
    demand(len(listed) == len(set(listed)), "a commitment stands twice")
    digests = {one.get("body_digest") for one in ledger(package)[0]}
    count = 0
    for line in asked["opened"].splitlines():
        one = said(line)
        if "figures" in one:
            own = netstrings("canvass commitment 1", one["random"], one["figures"])
            demand(own in listed, "figures that were not committed to")
        else:
            own = netstrings("canvass body 2", one["salt"], one["kind"], one["written_at"], one["body"])
            demand(own in digests, "an entry that is not in the ledger")
        count += 1
    return f"{len(listed)} commitments, {count} opened"


def quoted(text: str) -> str:
    """As a table for spreadsheets has it: no cell becomes a formula."""
    computed = text.lstrip("'")[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
    return "'" + text if computed and not WHOLE_NUMBER.fullmatch(text) else text


def cells(county: Json, rows: list[Json]) -> Cells:
    """Contest, choice, row and votes, once for every row and once for all."""
    found: Cells = Counter()
    for place, contests in [(row["precinct"], row["contests"]) for row in rows] + [("ALL", county["contests"])]:
        for one in contests:
            lines = [(line["choice"], line["votes"]) for line in one["choices"]]
            lines += [("UNDERVOTES", one["undervotes"]), ("OVERVOTES", one["overvotes"])]
            for choice, votes in lines:
                found[quoted(one["contest"]), quoted(choice), quoted(place), votes] += 1
    return found


def check_files(package: EvidencePackage, asked: Asked) -> str:
    """V10: the tables, and the results for other programs, say the same as the totals."""
    county, rows = package.json("data/totals/county.json"), package.json("data/totals/precincts.json")["rows"]
    told: Cells = Counter()
    for name in ("data/totals/county.csv", "data/totals/precincts.csv"):
        for row in package.rows(name):
            if row["choice_id"] != "WAITING":
                told[row["contest_id"], row["choice_id"], row["precinct_id"], int(row["votes"])] += 1
    same("the tables", told, cells(county, rows))
    same("detail.xml", cells_of_detail(package), named_cells(county, rows))
    told = cells_of_report(package)
    same("err.json", told, Counter({one: count for one, count in report_cells(county, rows).items() if one[0]}))
    return f"{sum(told.values())} cells in three forms"


def same(what: str, told: Cells, figures: Cells) -> None:
    """Two ways to say the figures must say the same."""
    demand(told == figures, what + " differs: " + shown(list((told - figures) or (figures - told))[:2]))


def cells_of_detail(package: EvidencePackage) -> Cells:
    """Contest, choice, row and votes by detail.xml; of all rows together the row is empty."""
    with zipfile.ZipFile(io.BytesIO(package.raw("data/results/detailxml.zip"))) as archive:
        demand(archive.namelist() == ["detail.xml"], "detailxml.zip has other files")
        demand(archive.infolist()[0].file_size < MOST_BYTES, "detail.xml is too large")
        text = archive.read("detail.xml")
    demand(b"<!" not in text, "detail.xml declares a type of document")
    told: Cells = Counter()
    for contest in ET.fromstring(text).iter("Contest"):
        key = contest.get("key")
        for kind in contest.findall("VoteType"):
            told[key, kind.get("name"), "", int(kind.attrib["votes"])] += 1
            told.update((key, kind.get("name"), one.get("name"), int(one.attrib["votes"])) for one in kind)
        for choice in contest.findall("Choice"):
            told[key, choice.get("key"), "", int(choice.attrib["totalVotes"])] += 1
            told.update((key, choice.get("key"), one.get("name"), int(one.attrib["votes"])) for one in choice[0])
    return told


def named_cells(county: Json, rows: list[Json]) -> Cells:
    """The totals as detail.xml has them: rows by name."""
    figures: Cells = Counter()
    for name, one in [(row["name"], one) for row in rows for one in row["contests"]] + [
        ("", one) for one in county["contests"]
    ]:
        figures.update((one["contest"], line["choice"], name, line["votes"]) for line in one["choices"])
        figures[one["contest"], "Undervotes", name, one["undervotes"]] += 1
        figures[one["contest"], "Overvotes", name, one["overvotes"]] += 1
    return figures


def cells_of_report(package: EvidencePackage) -> Cells:
    """Choice, whether of the whole county, and votes, by the report in NIST's format."""
    told: Cells = Counter()
    for contest in package.json("data/results/err.json")["Election"][0]["Contest"]:
        for one in contest.get("ContestSelection", []):
            told.update((one["@id"], count["GpUnitId"] == "county", count["Count"]) for count in one["VoteCounts"])
    return told


def report_cells(county: Json, rows: list[Json]) -> Cells:
    """The totals as the report has them."""
    figures: Cells = Counter()
    for row in [county, *rows]:
        for one in row["contests"]:
            figures.update((line["err"], row is county, line["votes"]) for line in one["choices"])
    return figures
