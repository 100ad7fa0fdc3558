"""Ways to falsify an evidence package, each with the steps that must fail: by somebody who holds even the county's key.

The manifests, and the seal over them, are made anew after each change, so that only the step that looks at the thing
itself can find it. What is changed in the bag, or without the key, is said so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from canvass.attesting.head_keys import HeadSigner
from tabulate.heads.signed_notes import SignedHead, TreeHead

Json = dict[str, Any]
LEDGER, HEADS = "data/ledger/public.jsonl", "data/ledger/heads.jsonl"
COUNTY, PRECINCTS = "data/totals/county.json", "data/totals/precincts.json"


@dataclass(frozen=True, slots=True)
class EvidenceFalsified:
    """A change, and what finds it."""

    name: str
    steps: frozenset[int]
    change: Callable[[Path], None]
    rebag: bool = True
    """Whether the bag's manifests are made anew."""
    resign: bool = True
    """Whether the seal is."""


def bagged_anew(package: Path) -> None:
    """The manifests and the size, as whoever changed a file would make them."""
    files = sorted(str(one.relative_to(package)) for one in package.rglob("*") if one.is_file())
    data = [name for name in files if name.startswith("data/")]
    (package / "manifest-sha256.txt").write_text("".join(f"{sha256(package / one)}  {one}\n" for one in data))
    size = sum((package / one).stat().st_size for one in data)
    info = [line for line in (package / "bag-info.txt").read_text().splitlines() if not line.startswith("Payload-Oxum")]
    (package / "bag-info.txt").write_text("\n".join([*info, f"Payload-Oxum: {size}.{len(data)}"]) + "\n")


def tagged_anew(package: Path) -> None:
    names = sorted(one.name for one in package.iterdir() if one.is_file() and one.name != "tagmanifest-sha256.txt")
    lines = [f"{sha256(package / one)}  {one}\n" for one in names]
    (package / "tagmanifest-sha256.txt").write_text("".join(lines))


def sealed_anew(package: Path, signer: HeadSigner) -> None:
    size = int((package / "checkpoint").read_text().split("\n")[1])
    digest = hashlib.sha256((package / "manifest-sha256.txt").read_bytes()).digest()
    (package / "seal").write_text(signed_by(signer, TreeHead(f"{signer.key.name}/evidence", size, digest)))


def signed_by(signer: HeadSigner, head: TreeHead) -> str:
    return SignedHead(head, (signer.sign(head),)).text


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def in_json(name: str, change: Callable[[Json], object]) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        found = json.loads((package / name).read_bytes())
        change(found)
        (package / name).write_text(json.dumps(found))

    return changed


def in_entries(change: Callable[[list[Json]], object], name: str = LEDGER) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        found = [json.loads(line) for line in (package / name).read_text().splitlines()]
        change(found)
        (package / name).write_text("".join(json.dumps(one) + "\n" for one in found))

    return changed


def in_text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        text = (package / name).read_bytes().decode()
        assert old in text
        (package / name).write_bytes(text.replace(old, new, 1).encode())

    return changed


def in_detail(old: str, new: str, member: str = "detail.xml") -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        file, out = package / "data/results/detailxml.zip", BytesIO()
        with ZipFile(file) as archive:
            text = archive.read("detail.xml").decode()
        assert old in text
        with ZipFile(out, "w") as archive:
            archive.writestr(member, text.replace(old, new, 1))
        file.write_bytes(out.getvalue())

    return changed


def written(name: str, content: str) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(content)

    return changed


def gone(name: str) -> Callable[[Path], None]:
    return lambda package: (package / name).unlink()


def vote_moved(found: Json) -> None:
    first, second = found["contests"][0]["choices"][:2]
    first["votes"], second["votes"] = first["votes"] + 1, second["votes"] - 1


def vote_moved_in_row(found: Json) -> None:
    vote_moved(found["rows"][0])


def vote_moved_everywhere(package: Path) -> None:
    in_json(COUNTY, vote_moved)(package)
    in_json(PRECINCTS, vote_moved_in_row)(package)


def rechained(found: list[Json], begin: int) -> None:
    """Hash everything anew from an entry on, as whoever has all files would."""
    for place, one in enumerate(found):
        one["number"] = place + 1
        if place >= begin:
            one["previous"] = found[place - 1]["hash"] if place else "0" * 64
            fields = ("canvass ledger 2", one["previous"], str(place + 1), one["public_kind"], one["body_digest"])
            raw = b"".join(b"%d:%s," % (len(field), field.encode()) for field in fields)
            one["hash"] = hashlib.sha256(raw).hexdigest()


def dropped_and_rechained(found: list[Json]) -> None:
    del found[5]
    rechained(found, 5)


def body_changed_and_rechained(found: list[Json]) -> None:
    one = found[-1]
    one["body"] = one["body"].replace("Ada", "Eve")
    digested_and_rechained(found, one)


def hidden_kind_shown(found: list[Json]) -> None:
    found[-1] |= {"kind": "transfer made", "public_kind": "transfer made"}
    digested_and_rechained(found, found[-1])


def digested_and_rechained(found: list[Json], one: Json) -> None:
    """Of the last entry."""
    fields = ("canvass body 2", one["salt"], one["kind"], one["written_at"], one["body"])
    one["body_digest"] = hashlib.sha256(b"".join(b"%d:%s," % (len(it), it.encode()) for it in fields)).hexdigest()
    rechained(found, len(found) - 1)


def swapped(found: list[Json]) -> None:
    found[4], found[5] = found[5], found[4]


def opened_sheet(found: list[Json]) -> None:
    found[3] |= {"kind": "sheet counted", "written_at": "2026-11-03T20:00:00.000000Z", "body": "{}", "salt": "0" * 64}


def said_of_format_1(found: list[Json]) -> None:
    found[0]["body"] = found[0]["body"].replace('"ledger_format":2', '"ledger_format":1')


def head_cut(package: Path) -> None:
    lines = (package / LEDGER).read_text().splitlines(keepends=True)
    (package / LEDGER).write_text("".join(lines[:-1]))


LEDGER_STEPS = (2, 3, 4, 5, 6, 9, 11)


def falsified(name: str, steps: tuple[int, ...], change: Callable[[Path], None], **how: bool) -> EvidenceFalsified:
    return EvidenceFalsified(name, frozenset(steps), change, **how)


def plus(found: Json, name: str) -> None:
    found[name] += 1


def manifest_twice(package: Path) -> None:
    file = package / "manifest-sha256.txt"
    file.write_text(file.read_text() + file.read_text().splitlines(keepends=True)[0])
    tagged_anew(package)


def linked(package: Path) -> None:
    (package / "data/README.html").rename(package.parent / "README.html")
    (package / "data/README.html").symlink_to(package.parent / "README.html")


def first_commitment(package: Path, other: str | None) -> None:
    lines = (package / "data/batches/commitments.csv").read_text().splitlines()
    lines[1] = f"{lines[1].split(',')[0]},{other or lines[2].split(',')[1]}"
    (package / "data/batches/commitments.csv").write_text("\r\n".join(lines) + "\r\n")


FALSIFIED = (
    falsified(
        "a byte of the settings", (1, 7), in_text("data/settings.json", "none", "nonE"), rebag=False, resign=False
    ),
    falsified("a file gone from the bag", (1,), gone("data/README.html"), rebag=False, resign=False),
    falsified("a file put in", (1,), written("data/more.txt", "x"), rebag=False, resign=False),
    falsified("a file beside the payload", (1,), written("note.txt", "x"), rebag=False, resign=False),
    falsified("the version of the bag", (1,), in_text("bagit.txt", "1.0", "0.9")),
    falsified("the size", (1,), in_text("bag-info.txt", "Payload-Oxum: 1", "Payload-Oxum: 2"), rebag=False),
    falsified("a line twice in the manifest", (1, 4), manifest_twice, rebag=False, resign=False),
    falsified("a link instead of a file", (1,), linked, rebag=False, resign=False),
    falsified("a file without the seal", (4,), written("data/README.html", "<p>other"), resign=False),
    falsified("a vote moved in every form, without the key", (4, 10), vote_moved_everywhere, resign=False),
    falsified("the definition", (2,), written("data/definition.json", "{}")),
    falsified("a definition that no entry names", (2,), written("data/definition-2.json", "{}")),
    falsified("no definition", (2,), gone("data/definition.json")),
    falsified("an entry dropped", (3, 4, 5, 6), in_entries(lambda found: found.pop(5))),
    falsified("an entry dropped, and chained anew", (4, 5, 6), in_entries(dropped_and_rechained)),
    falsified("two entries swapped", (3, 4, 5), in_entries(swapped)),
    falsified("the last entry cut", (4, 5), head_cut),
    falsified("a digest", (3,), in_entries(lambda found: found[6].update(body_digest="0" * 64))),
    falsified("a hash", (3, 4, 5), in_entries(lambda found: found[6].update(hash="0" * 64))),
    falsified("a hash that is none", (3, 4, 5), in_entries(lambda found: found[6].update(hash="xyz"))),
    falsified("a previous hash", (3,), in_entries(lambda found: found[6].update(previous="0" * 64))),
    falsified("a public kind", (3,), in_entries(lambda found: found[-2].update(public_kind="polls opened"))),
    falsified("a sheet renamed", (3, 6), in_entries(lambda found: found[3].update(public_kind="judge decided"))),
    falsified("a salt", (3,), in_entries(lambda found: found[0].update(salt="0" * 64))),
    falsified("a salt of a closed entry", (3,), in_entries(lambda found: found[4].update(salt="0" * 64))),
    falsified("the kind of a sheet", (3,), in_entries(lambda found: found[4].update(kind="sheet questioned"))),
    falsified("the hour of a sheet", (3,), in_entries(lambda found: found[4].update(written_at="2026-11-03T20:00Z"))),
    falsified("a time", (3,), in_entries(lambda found: found[-1].update(written_at="2026-11-03T20:00:00.000000Z"))),
    falsified("an open body, and chained anew", (4, 5), in_entries(body_changed_and_rechained)),
    falsified("a sheet shown", (3,), in_entries(opened_sheet)),
    falsified("another kind shown that must stay hidden", (3, 4, 5), in_entries(hidden_kind_shown)),
    falsified("the format of the ledger said otherwise", (3,), in_entries(said_of_format_1)),
    falsified("no ledger", LEDGER_STEPS, gone(LEDGER)),
    falsified("an empty ledger", LEDGER_STEPS, written(LEDGER, "")),
    falsified("a ledger without entry 1", LEDGER_STEPS, in_entries(lambda found: found.pop(0))),
    falsified("lines that are no JSON", LEDGER_STEPS, written(LEDGER, "{]\n")),
    falsified("a kind that is no text", LEDGER_STEPS, in_entries(lambda found: found[6].update(public_kind=1.5))),
    falsified("deep JSON", LEDGER_STEPS, written(LEDGER, "[" * 100_000)),
    falsified("a name that stands twice", (6, 10), in_text(COUNTY, '"seats": 1', '"seats": 1, "seats": 1')),
    falsified("a head without its signature", (4, 5), in_text("checkpoint", "\n\n", "\n")),
    falsified("another number in the head", (4, 5), in_text("checkpoint", "\n98\n", "\n97\n")),
    falsified("no heads", (5,), written(HEADS, "")),
    falsified("a head of another note", (5,), in_text(HEADS, "\\n98\\n", "\\n97\\n")),
    falsified("a vote moved in the county", (6, 10), in_json(COUNTY, vote_moved)),
    falsified("a vote moved in a precinct", (6, 10), in_json(PRECINCTS, vote_moved_in_row)),
    falsified("a vote moved in both", (10,), vote_moved_everywhere),
    falsified("a vote more", (6, 10), in_json(COUNTY, lambda found: plus(found["contests"][0]["choices"][0], "votes"))),
    falsified("a ballot more", (6,), in_json(COUNTY, lambda found: plus(found["contests"][0], "ballots"))),
    falsified("a figure below 0", (6, 10), in_json(COUNTY, lambda found: found["contests"][0].update(overvotes=-1))),
    falsified("half a vote", (6, 10), in_json(COUNTY, lambda found: found["contests"][0].update(undervotes=20.5))),
    falsified("a row gone", (6, 10), in_json(PRECINCTS, lambda found: found["rows"].pop())),
    falsified(
        "a contest twice", (6, 10), in_json(COUNTY, lambda found: found["contests"].append(found["contests"][0]))
    ),
    falsified(
        "the sheets of a batch",
        (6,),
        in_text("data/batches/manifest.csv", "one,left scanner,40", "one,left scanner,41"),
    ),
    falsified(
        "a batch of less than no sheets",
        (6,),
        in_text("data/batches/manifest.csv", "one,left scanner,40\r\n", "one,left scanner,41\r\nno,left,-1\r\n"),
    ),
    falsified("a strip without authority", (7,), written("data/strips/senator.zip", "x")),
    falsified("pictures in the settings", (7,), in_text("data/settings.json", '"none"', '"whole"')),
    falsified("an audit put in", (8,), written("data/audit/published.json", "{}")),
    falsified("a commitment", (9,), lambda package: first_commitment(package, "g" * 64)),
    falsified("a commitment twice", (9,), lambda package: first_commitment(package, None)),
    falsified("a figure of a table", (10,), in_text("data/totals/county.csv", ",80,20,1,", ",80,21,1,")),
    falsified("a line of a table gone", (10,), in_text("data/totals/precincts.csv", "UNDERVOTES", "WAITING")),
    falsified("a figure of detail.xml", (10,), in_detail('totalVotes="20"', 'totalVotes="21"')),
    falsified("a precinct of detail.xml", (10,), in_detail('name="North" votes="4"', 'name="North" votes="5"')),
    falsified("an entity in detail.xml", (10,), in_detail("<ElectionResult>", "<!DOCTYPE a><ElectionResult>")),
    falsified("another file in detailxml.zip", (10,), in_detail("x", "x", "other.xml")),
    falsified("no zip", (10,), written("data/results/detailxml.zip", "PK")),
    falsified("a count of err.json", (10,), in_text("data/results/err.json", '"Count": 20', '"Count": 21')),
)
