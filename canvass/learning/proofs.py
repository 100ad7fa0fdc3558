"""Proof pictures of a layout: each page of the blank with every target outlined and numbered, and a list of names."""

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
from numpy.typing import NDArray

from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError
from imaging.layout import BoxIn
from tabulate.definitions.layouts.layout_file import BallotLayout, KnownNames, LayoutCard, LayoutPage, LayoutTarget

PROOF_DPI = 150
_PANEL_IN = 3.4
_NAMED, _UNNAMED, _AREA, _GRAY = (20, 110, 50), (190, 30, 20), (40, 90, 200), (90, 90, 90)
_COLOURS = 32
_AROUND_IN = 0.03
_TEXT_IN = 0.095
_LINE_IN = 0.145
_MOST_LETTERS = 46


def write_proofs(layout: BallotLayout, folder: Path) -> list[Path]:
    """Write a PNG file for each page; the files written, in order. Raises InputError, EnvironmentFault."""
    written = []
    for card in layout.cards:
        for number, page in enumerate(card.pages, 1):
            file = folder / f"{proof_name(card)}-page-{number}.png"
            save_bytes(file, proof_png(page, _title(card, number), layout.names))
            written.append(file)
    return written


def proof_name(card: LayoutCard) -> str:
    """A file name for a card: its style, precinct and sheet in letters and figures."""
    parts = [f"style-{card.ballot_style}"]
    if card.precinct is not None:
        parts.append(f"precinct-{card.precinct}")
    if card.sheet > 1:
        parts.append(f"sheet-{card.sheet}")
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in "-".join(parts))[:150]


def _title(card: LayoutCard, page: int) -> str:
    sheet = f", sheet {card.sheet}" if card.sheet > 1 else ""
    return f"Ballot style {card.ballot_style}{sheet}, page {page}"


def page_picture(page: LayoutPage) -> NDArray[np.uint8]:
    """The blank as it is kept, uint8 (H, W) at `PROOF_DPI`; white paper where no blank is kept. Raises InputError."""
    size = round(page.width_in * PROOF_DPI), round(page.height_in * PROOF_DPI)
    if page.blank is None:
        return np.full((size[1], size[0]), 255, np.uint8)
    picture = cv2.imdecode(np.frombuffer(page.blank.png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise InputError("The blank's picture in the layout is damaged. Learn the blank again.")
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def proof_png(page: LayoutPage, title: str, names: KnownNames | None) -> bytes:
    """The proof of one page as a PNG file of few colours."""
    blank = PIL.Image.fromarray(page_picture(page)).convert("RGB")
    paled = PIL.Image.blend(blank, PIL.Image.new("RGB", blank.size, "white"), 0.35)
    height = max(paled.height, round((len(page.targets) * 2 + 8) * _LINE_IN * PROOF_DPI))
    canvas = PIL.Image.new("RGB", (paled.width + round(_PANEL_IN * PROOF_DPI), height), "white")
    canvas.paste(paled, (0, 0))
    draw = PIL.ImageDraw.Draw(canvas)
    for target in page.targets:
        _draw_target(draw, target)
    _draw_list(draw, page, title, names, paled.width + round(0.15 * PROOF_DPI))
    buffer = BytesIO()
    canvas.quantize(_COLOURS, dither=PIL.Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _px(box: BoxIn) -> tuple[int, int, int, int]:
    left, top, right, bottom = (
        round(side * PROOF_DPI) for side in (box.left_in, box.top_in, box.right_in, box.bottom_in)
    )
    return left, top, right, bottom


def _draw_target(draw: PIL.ImageDraw.ImageDraw, target: LayoutTarget) -> None:
    place = target.place
    half_width, half_height = place.width_in / 2 + _AROUND_IN, place.height_in / 2 + _AROUND_IN
    box = _px(
        BoxIn(place.y_in - half_height, place.x_in - half_width, place.y_in + half_height, place.x_in + half_width)
    )
    if place.write_in_area is not None:
        draw.rectangle(_px(place.write_in_area), outline=_AREA, width=2)
    colour = _NAMED if target.name is not None else _UNNAMED
    draw.rectangle(box, outline=colour, width=2 if target.name is not None else 5)
    font = PIL.ImageFont.load_default(round(_TEXT_IN * PROOF_DPI))
    text = str(place.number)
    width = round(draw.textlength(text, font))
    # before the target, over the paper, so that the outline itself stays to be seen
    tag = (box[0] - width - 8, box[1], box[0], box[3])
    draw.rectangle(tag, fill=colour)
    draw.text((tag[0] + 4, (tag[1] + tag[3]) / 2), text, "white", font, anchor="lm")


def _draw_list(
    draw: PIL.ImageDraw.ImageDraw, page: LayoutPage, title: str, names: KnownNames | None, left: int
) -> None:
    font = PIL.ImageFont.load_default(round(_TEXT_IN * PROOF_DPI))
    step = _LINE_IN * PROOF_DPI
    down = 0.4 * PROOF_DPI
    unnamed = sum(target.name is None for target in page.targets)
    says = f"{len(page.targets)} targets" + (f", {unnamed} without a name" if unnamed else ", all named")
    for text, colour in ((title, (0, 0, 0)), (says, _UNNAMED if unnamed else _NAMED)):
        draw.text((left, down), text, colour, font)
        down += 1.3 * step
    above = ""
    for target in page.targets:
        contest, choice = _texts(target, names)
        if contest != above:
            down += 0.3 * step
            draw.text((left, down), contest[:_MOST_LETTERS], _GRAY, font)
            down += step
            above = contest
        colour = _NAMED if target.name is not None else _UNNAMED
        draw.text((left, down), f"{target.place.number}  {choice}"[:_MOST_LETTERS], colour, font)
        down += step


def _texts(target: LayoutTarget, names: KnownNames | None) -> tuple[str, str]:
    if target.name is None:
        return "No name", f'beside: "{target.printed}"' if target.printed else "nothing legible beside it"
    return names.text(target.name) if names is not None else (target.name.contest, target.name.choice)
