"""Draws the histogram of the mark scores: how much of each target's inside was inked, by what truth says of it."""

from collections.abc import Iterator
from math import log10
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.campaign.counting import SCORE_STEPS
from benchmarks.campaign.figures import Sums
from benchmarks.campaign.tallies import Score
from imaging.layout import MarkThresholds

WIDTH, HEIGHT = 1200, 620
_LEFT, _TOP, _RIGHT, _BOTTOM = 90, 60, 1170, 540
_BETWEEN_ZERO_AND_REST_PX = 24
_CLASSES = (
    ("untouched", (90, 90, 90)),
    ("filled", (20, 90, 190)),
    ("plain slight mark", (20, 150, 80)),
    ("nobody can say", (230, 140, 0)),
    ("not meant", (200, 40, 50)),
)
_INK, _RULE, _PALE = (20, 20, 20), (225, 225, 225), (252, 244, 224)


def draw_scores(sums: Sums, path: Path) -> None:
    """Write the picture as a PNG file."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    decades = max(1, len(str(max(sums.scores.values(), default=1))))
    _draw_frame(draw, decades)
    for number, (name, colour) in enumerate(_CLASSES):
        _draw_class(draw, sums, name, colour, decades, number)
        _draw_key(draw, name, colour, number, sum(c for score, c in sums.scores.items() if score.of == name))
    picture.quantize(64).save(path, optimize=True)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _x(share: float) -> float:
    start = _LEFT + 2 * _BETWEEN_ZERO_AND_REST_PX
    return start + share * (_RIGHT - start)


def _y(count: int, decades: int) -> float:
    """Logarithmic, with half a count on the axis, so that a single target still shows."""
    high = log10(max(count, 0.5) / 0.5) / (decades + log10(2))
    return _BOTTOM - high * (_BOTTOM - _TOP)


def _draw_frame(draw: ImageDraw.ImageDraw, decades: int) -> None:
    thresholds = MarkThresholds()
    left, right = _x(thresholds.marginal_permille / 1000), _x(thresholds.definite_permille / 1000)
    draw.rectangle((left, _TOP, right, _BOTTOM), fill=_PALE)
    for decade in range(decades + 1):
        y = _y(10**decade, decades)
        draw.line((_LEFT, y, _RIGHT, y), fill=_RULE)
        draw.text((_LEFT - 10, y), f"{10**decade:,}", fill=_INK, font=_font(14), anchor="rm")
    for percent in range(0, 101, 10):
        draw.line((_x(percent / 100), _BOTTOM, _x(percent / 100), _BOTTOM + 6), fill=_INK)
        draw.text((_x(percent / 100), _BOTTOM + 10), f"{percent}%", fill=_INK, font=_font(14), anchor="ma")
    draw.text((_LEFT, _BOTTOM + 10), "none", fill=_INK, font=_font(14), anchor="ma")
    draw.line((_LEFT, _BOTTOM, _RIGHT, _BOTTOM), fill=_INK)
    title = "Ink inside each target, by what is true of it (targets for each half percent, logarithmic)"
    draw.text((_LEFT, 18), title, fill=_INK, font=_font(18))
    draw.text((left, _TOP - 18), "ambiguous between the two thresholds", fill=_INK, font=_font(13))


def _draw_class(
    draw: ImageDraw.ImageDraw, sums: Sums, name: str, colour: tuple[int, int, int], decades: int, number: int
) -> None:
    none = sums.scores[Score(name, -1)]
    if none:
        x, y = _LEFT - 8 + 4 * number, _y(none, decades)
        draw.rectangle((x, y, x + 3, _BOTTOM), fill=colour)
    line = list(_steps(sums, name, decades))
    draw.line(line, fill=colour, width=2)


def _steps(sums: Sums, name: str, decades: int) -> Iterator[tuple[float, float]]:
    for step in range(SCORE_STEPS):
        y = _y(sums.scores[Score(name, step)], decades)
        yield _x(step / SCORE_STEPS), y
        yield _x((step + 1) / SCORE_STEPS), y


def _draw_key(draw: ImageDraw.ImageDraw, name: str, colour: tuple[int, int, int], number: int, count: int) -> None:
    x = _LEFT + number * 222
    draw.rectangle((x, HEIGHT - 38, x + 16, HEIGHT - 22), fill=colour)
    draw.text((x + 22, HEIGHT - 30), f"{name}: {count:,}", fill=_INK, font=_font(15), anchor="lm")
