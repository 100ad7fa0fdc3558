"""A workbook (xlsx) with one sheet, and with pictures anchored over cells, as bytes."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Cell = str | int | float


def workbook(
    rows: Sequence[Sequence[Cell]], pictures: Sequence[tuple[int, int]] = (), sheet: str = "Marked Sheet"
) -> bytes:
    """The workbook. Pictures lie over cells (row, column), from 0. An empty text is an empty cell."""
    words: dict[str, int] = {}
    cells = "".join(_row(number, row, words) for number, row in enumerate(rows, 1))
    drawing = '<drawing r:id="rId1"/>' if pictures else ""
    parts = {
        "[Content_Types].xml": _types(bool(pictures)),
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(sheet)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>{cells}</sheetData>'
        f"{drawing}</worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">'
        + "".join(f'<si><t xml:space="preserve">{escape(word)}</t></si>' for word in words)
        + "</sst>",
    }
    if pictures:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = _relations(("rId1", "drawing", "../drawings/drawing1.xml"))
        parts["xl/drawings/drawing1.xml"] = _anchors(pictures)
    return _zip(parts)


def _zip(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, _HEAD + text)
    return file.getvalue()


def _row(number: int, row: Sequence[Cell], words: dict[str, int]) -> str:
    return f'<row r="{number}">{"".join(_cell(number, place, cell, words) for place, cell in enumerate(row))}</row>'


def _cell(row: int, column: int, cell: Cell, words: dict[str, int]) -> str:
    if cell == "":
        return ""
    place = f"{_letters(column)}{row}"
    if isinstance(cell, str):
        return f'<c r="{place}" t="s"><v>{words.setdefault(cell, len(words))}</v></c>'
    return f'<c r="{place}"><v>{cell!r}</v></c>'


def _letters(column: int) -> str:
    before, letter = divmod(column, 26)
    return (_letters(before - 1) if before else "") + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[letter]


def _types(pictures: bool) -> str:
    kinds = {
        "/xl/workbook.xml": "spreadsheetml.sheet.main",
        "/xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
        "/xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
        **({"/xl/drawings/drawing1.xml": "drawing"} if pictures else {}),
    }
    own = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{own}</Types>'


def _relations(*relations: tuple[str, str, str]) -> str:
    own = "".join(
        f'<Relationship Id="{one}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for one, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{own}</Relationships>'


def _anchors(pictures: Sequence[tuple[int, int]]) -> str:
    own = "".join(
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:pic/><xdr:clientData/></xdr:twoCellAnchor>"
        for row, column in pictures
    )
    return f'<xdr:wsDr xmlns:xdr="{_DRAWING}">{own}</xdr:wsDr>'
