"""Layout files to layouts and back: our own format `canvass-layout/1`, and measured layouts as others give them.

LAYOUT.md beside this module describes both. What is wrong is refused with every problem named by its field.
"""

import json
import struct
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from imaging.layout import BlankPrint, BoxIn, MeasuredTarget, PageCode, TargetShape
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import JsonObject, read_document
from tabulate.definitions.layouts.given import given_layout, is_given
from tabulate.definitions.layouts.layout_file import (
    BallotLayout,
    KnownContest,
    KnownNames,
    LayoutCard,
    LayoutPage,
    LayoutTarget,
    Name,
    SheetOfBallot,
    numbered,
)
from tabulate.definitions.layouts.measured_checks import check_pages
from tabulate.definitions.shape import check_shape
from tabulate.election import BallotStyleId, ChoiceId, ContestId, Election, PrecinctId
from tabulate.errors import DefinitionError, LayoutError, Problem

FORMAT = "canvass-layout/1"
MAX_BYTES = 192 * 1024 * 1024
"""Two pages of blank for each of a few hundred styles."""
_SCHEMA = "canvass_layout.schema.json"
_PNG = b"\x89PNG\r\n\x1a\n"
_DIGITS = 4
_ABOUT = "Made by canvass layout. Places are inches from the top left of the upright page; sizes are outer sizes."
_BOX = ("top_in", "left_in", "bottom_in", "right_in")
_CODE = ("text", "election", "style", "style_index", "precinct", "precinct_index", "page")


def load_layout(path: Path, election: Election | None = None) -> BallotLayout:
    """As `parse_layout`, of the file at `path`. Raises LayoutError, naming the file."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror or error})"
        problem = Problem("", found, "a layout in JSON", "Check the name and the permission to read it.")
        raise LayoutError([problem], str(path)) from None
    try:
        return parse_layout(data, election)
    except LayoutError as error:
        raise LayoutError(error.problems, str(path)) from None


def parse_layout(data: bytes, election: Election | None = None) -> BallotLayout:
    """The layout that the bytes of a layout file describe. Raises LayoutError with every problem.

    With an election the layout's names are that election's.
    """
    try:
        document = read_document(data, "a layout", MAX_BYTES)
        if document.get("format") == FORMAT:
            own = _own(document)
            return own if election is None else replace(own, names=KnownNames.of(election))
        if "format" not in document and is_given(document):
            return given_layout(document, election)
        raise DefinitionError([_something_else(document)])
    except DefinitionError as error:
        raise LayoutError(error.problems) from None


def _something_else(document: JsonObject) -> Problem:
    if "format" in document:
        expected, remedy = f'"{FORMAT}"', "Use the version of Canvass that the layout was made with."
        return Problem("format", quoted(document["format"]), expected, remedy)
    fields = ", ".join(quoted(key) for key in list(document)[:5]) or "nothing"
    return Problem(
        "",
        f"JSON that is no layout (it begins with {fields})",
        f'a layout of Canvass ("format": "{FORMAT}") or a measured one ("ballotStyleId", "page_size_inches", "pages")',
        "Name the layout's file; the election definition comes before it.",
    )


def _own(document: JsonObject) -> BallotLayout:
    findings = Findings()
    check_shape(findings, document, _SCHEMA)
    findings.stop_if_any()
    blanks = {item["sha256"]: _blank(findings, f"blanks[{n}]", item) for n, item in enumerate(document["blanks"])}
    named = ((f"blanks[{n}].sha256", item["sha256"]) for n, item in enumerate(document["blanks"]))
    findings.distinct(named, "blanks")
    findings.stop_if_any()
    cards = []
    for number, item in enumerate(document["cards"]):
        field = f"cards[{number}]"
        pages = tuple(
            _page(findings, f"{field}.pages[{place}]", page, blanks) for place, page in enumerate(item["pages"])
        )
        check_pages(findings, field, pages)
        precinct = item.get("precinct")
        cards.append(
            LayoutCard(
                BallotStyleId(item["ballot_style"]),
                numbered(pages),
                SheetOfBallot(item.get("sheet", 1)),
                None if precinct is None else PrecinctId(precinct),
            )
        )
    keys = ((f"cards[{n}]", json.dumps([c.ballot_style, c.precinct, c.sheet])) for n, c in enumerate(cards))
    findings.distinct(keys, "cards")
    findings.stop_if_any()
    return BallotLayout(tuple(cards), _names(findings, document.get("election")))


def _names(findings: Findings, item: JsonObject | None) -> KnownNames | None:
    if item is None:
        return None
    known = frozenset(contest["id"] for contest in item["contests"])
    for number, style in enumerate(item["ballot_styles"]):
        for place, contest in enumerate(style["contests"]):
            findings.known(f"election.ballot_styles[{number}].contests[{place}]", contest, known, "election.contests")
    findings.stop_if_any()
    return KnownNames(
        item["definition_sha256"],
        tuple((BallotStyleId(s["id"]), tuple(map(ContestId, s["contests"]))) for s in item["ballot_styles"]),
        tuple(
            KnownContest(
                ContestId(contest["id"]),
                contest["title"],
                tuple((ChoiceId(choice["id"]), choice["name"]) for choice in contest["choices"]),
                contest["write_ins"],
            )
            for contest in item["contests"]
        ),
    )


def _blank(findings: Findings, field: str, item: JsonObject) -> BlankPrint:
    try:
        png = b64decode(item["png"], validate=True)
    except (NotBase64, ValueError):
        png = b""
        findings.add(f"{field}.png", "text that is not base64", "a PNG file in base64", "Learn the blank again.")
    else:
        if sha256(png).hexdigest() != item["sha256"]:
            expected = "the picture that the hash is of"
            findings.add(f"{field}.png", "another picture", expected, "Learn the blank again.")
        if not png.startswith(_PNG) or len(png) < 33:
            findings.add(f"{field}.png", "something that is no PNG file", "a PNG file", "Learn the blank again.")
    return BlankPrint(png, item["dpi"], item["sha256"])


def _page(findings: Findings, field: str, item: JsonObject, blanks: dict[str, BlankPrint]) -> LayoutPage:
    blank = None
    if "blank" in item and findings.known(f"{field}.blank", item["blank"], blanks.keys(), "blanks"):
        blank = blanks[item["blank"]]
        _check_size(findings, field, item, blank)
    code = item.get("code")
    return LayoutPage(
        float(item["width_in"]),
        float(item["height_in"]),
        tuple(_target(target) for target in item["targets"]),
        blank,
        None if code is None else PageCode(**code),
    )


def _check_size(findings: Findings, field: str, item: JsonObject, blank: BlankPrint) -> None:
    """The picture is as large as the page; so nobody can make the reader unpack a far larger one."""
    width_px, height_px = struct.unpack(">II", blank.png[16:24])
    for name, shown in (("width_in", width_px), ("height_in", height_px)):
        if abs(shown - float(item[name]) * blank.dpi) > 2.0:
            found = f"{item[name]} where the blank's picture has {shown} pixels at {blank.dpi} an inch"
            findings.add(f"{field}.{name}", found, "the size of the blank's picture", "Learn the blank again.")


def _target(item: JsonObject) -> LayoutTarget:
    area = item.get("write_in_area")
    place = MeasuredTarget(
        number=1,
        x_in=float(item["x_in"]),
        y_in=float(item["y_in"]),
        width_in=float(item["width_in"]),
        height_in=float(item["height_in"]),
        shape=TargetShape(item.get("shape", TargetShape.OVAL)),
        stroke_in=float(item.get("stroke_in", 0.012)),
        write_in_area=None if area is None else BoxIn(**{side: float(area[side]) for side in _BOX}),
        blank_ink_permille=item.get("blank_ink_permille", 0),
    )
    name = Name(ContestId(item["contest"]), ChoiceId(item["choice"])) if "contest" in item else None
    return LayoutTarget(place, name, item.get("printed", ""))


def layout_bytes(layout: BallotLayout) -> bytes:
    """The layout as a file of our own format: the same bytes for the same layout, a target a line."""
    blanks = {page.blank.sha256: page.blank for card in layout.cards for page in card.pages if page.blank is not None}
    cards = _listed((_card_text(card) for card in layout.cards), " ")
    pictures = (
        _line({"sha256": sha, "dpi": blank.dpi, "png": b64encode(blank.png).decode()})
        for sha, blank in sorted(blanks.items())
    )
    head = f'{{\n "format": "{FORMAT}",\n "about": {_line(_ABOUT)},\n'
    if layout.names is not None:
        head += f' "election": {_names_text(layout.names)},\n'
    head += f' "cards": {cards},\n'
    return f'{head} "blanks": {_listed(pictures, " ")}\n}}\n'.encode()


def _names_text(names: KnownNames) -> str:
    contests = _listed(
        (
            _line(
                {
                    "id": contest.id,
                    "title": contest.title,
                    "write_ins": contest.write_ins,
                    "choices": [{"id": id_, "name": name} for id_, name in contest.choices],
                }
            )
            for contest in names.contests
        ),
        "  ",
    )
    styles = _line([{"id": style, "contests": list(ids)} for style, ids in names.styles])
    sha256_text = _line(names.definition_sha256)
    return f'{{\n  "definition_sha256": {sha256_text},\n  "ballot_styles": {styles},\n  "contests": {contests}}}'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(items: Iterable[str], indent: str) -> str:
    text = f",\n{indent} ".join(items)
    return f"[\n{indent} {text}\n{indent}]" if text else "[]"


def _card_text(card: LayoutCard) -> str:
    head: dict[str, Any] = {"ballot_style": card.ballot_style}
    if card.precinct is not None:
        head["precinct"] = card.precinct
    if card.sheet != 1:
        head["sheet"] = card.sheet
    pages = _listed((_page_text(page) for page in card.pages), "  ")
    return f'{_line(head)[:-1]}, "pages": {pages}}}'


def _page_text(page: LayoutPage) -> str:
    head: dict[str, Any] = {"width_in": _rounded(page.width_in), "height_in": _rounded(page.height_in)}
    if page.blank is not None:
        head["blank"] = page.blank.sha256
    if page.code is not None:
        head["code"] = {name: value for name in _CODE if (value := getattr(page.code, name)) is not None}
    targets = _listed((_line(_target_json(target)) for target in page.targets), "   ")
    return f'{_line(head)[:-1]}, "targets": {targets}}}'


def _target_json(target: LayoutTarget) -> dict[str, Any]:
    place = target.place
    item: dict[str, Any] = {}
    if target.name is not None:
        item = {"contest": target.name.contest, "choice": target.name.choice}
    item |= {name: _rounded(getattr(place, name)) for name in ("x_in", "y_in", "width_in", "height_in")}
    item |= {"shape": place.shape.value, "stroke_in": _rounded(place.stroke_in)}
    if place.write_in_area is not None:
        item["write_in_area"] = {side: _rounded(getattr(place.write_in_area, side)) for side in _BOX}
    if place.blank_ink_permille:
        item["blank_ink_permille"] = place.blank_ink_permille
    if target.printed:
        item["printed"] = target.printed[:2000]
    return item


def _rounded(length_in: float) -> float:
    return round(length_in, _DIGITS)
