"""Find a page's barcodes: both decoders are asked about every symbol that either sees.

zxing-cpp looks at the whole page, since it does so in a tenth of zbar's time; zbar looks where zxing-cpp saw something,
and at the whole page only where it saw nothing. Where one of them fails it is shown the crop again: finer, coarser, set
level, made black and white. What each says is kept; whether they agree is for the reader of the codes to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from imaging.printouts.decoding import DECODERS, MOST_SYMBOLS, Box, Gray, Symbol, bounded
from imaging.printouts.streaks import without_streaks
from imaging.sheets import PrintedCode, Symbology

SMALLEST_PAGE_PX = 64
"""No page is so narrow or so low, at any resolution."""
_MARGIN = 0.25
"""Around a symbol, as a share of its longer side: its quiet zone, and what a decoder's idea of its place is off."""
_SLANTING_DEG = 0.5
"""Less need not be set level."""
_LARGEST_CROP_PX = 4_000_000
"""A crop is not made finer beyond this."""


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code, who read it, and where it lies."""

    symbology: Symbology
    payload: bytes
    decoders: tuple[str, ...]
    box: Box
    turn_deg: float

    def printed(self) -> PrintedCode:
        """The code as a reading holds it."""
        row, col = self.box.centre
        return PrintedCode(self.symbology, self.payload.hex(), self.decoders, round(row), round(col))


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A symbol on the whole page, and which decoder saw it."""

    decoder: str
    symbol: Symbol


def find_placed_codes(gray: Gray) -> tuple[FoundCode, ...]:
    """Find the QR and Code 128 symbols on a page (uint8 (H, W)), in order of row and column, at most 16.

    They come with their boxes and directions, for who must know which way up the page stands.
    """
    if min(gray.shape, default=0) < SMALLEST_PAGE_PX:
        return ()
    page, factor = bounded(gray)
    sightings = _look(page)
    bridged = without_streaks(page)
    if bridged is not page:
        sightings += _look_again(bridged, sightings)
    askew = _askew_deg(sightings)
    if abs(askew) > _SLANTING_DEG / 5:
        # what a printer's dead element left out lies level only with the page
        level, back = _Change(1.0, askew).applied(bridged)
        mended = without_streaks(level)
        if mended is not level:
            sightings += [_Sighting(seen.decoder, back.symbol(seen.symbol)) for seen in _look_again(mended, sightings)]
    codes = _merged(sightings)
    return tuple(
        FoundCode(code.symbology, code.payload, code.decoders, code.box.moved(1 / factor), code.turn_deg)
        for code in codes[:MOST_SYMBOLS]
    )


def shows_unread_qr(gray: Gray) -> bool:
    """Whether a page (uint8 (H, W)) shows the corners of a QR code that is torn or covered: nothing of it is read."""
    return any(symbol.payload is None for symbol in DECODERS["zxing"](bounded(gray)[0]))


def _look(page: Gray) -> list[_Sighting]:
    """Both decoders at every place where either saw something."""
    sightings = _first_look(page)
    looked_at: list[Symbol] = []
    while new := [place for place in _places(sightings) if not any(_same_place(place, old) for old in looked_at)]:
        for place in new[: MOST_SYMBOLS - len(looked_at)]:
            looked_at.append(place)
            for name in sorted(DECODERS):
                if not _is_read(sightings, name, place):
                    sightings += _look_closer(page, place, name)
        if len(looked_at) >= MOST_SYMBOLS:
            break
    return sightings


def _look_again(mended: Gray, known: Sequence[_Sighting]) -> list[_Sighting]:
    """Look at a mended page: quickly where both decoders read all that is known and nothing new shows."""
    seen = _changed_look(mended, "zxing", _Change())
    read = [{s.symbol.payload for s in known if s.decoder == name} - {None} for name in DECODERS]
    new = {s.symbol.payload for s in seen} - {None}.union(*read)
    return _look(mended) if new or any(one != read[0] for one in read) else []


def _first_look(page: Gray) -> list[_Sighting]:
    """zxing-cpp over the whole page; until it reads a QR code, what has helped most, one after the other."""
    seen: list[_Sighting] = []
    for decoder, change in _WHOLE_PAGE:
        seen += _changed_look(page, decoder, change)
        read = [sighting.symbol for sighting in seen if sighting.symbol.payload is not None]
        if any(symbol.symbology is Symbology.QR for symbol in read):
            break
    return seen + _level_look(page, seen)


def _level_look(page: Gray, sightings: Sequence[_Sighting]) -> list[_Sighting]:
    """Where what was read stands askew, the page set level: no row crosses a slanting line code from end to end."""
    askew = _askew_deg(sightings)
    return _changed_look(page, "zxing", _Change(1.0, askew)) if abs(askew) > _SLANTING_DEG else []


def _askew_deg(sightings: Sequence[_Sighting]) -> float:
    """How far the page is from the nearest quarter turn, by the first symbol that zxing-cpp read; 0 without one."""
    turns = [s.symbol.turn_deg for s in sightings if s.decoder == "zxing" and s.symbol.payload is not None]
    return (turns[0] + 45) % 90 - 45 if turns else 0.0


def _look_closer(page: Gray, place: Symbol, decoder: str) -> list[_Sighting]:
    """Show this decoder the place in one guise after the other until it reads a symbol there."""
    box = place.box
    margin = max(16.0, _MARGIN * max(box.bottom - box.top, box.right - box.left))
    wide = box.grown(margin, margin)
    top, left = max(0, int(wide.top)), max(0, int(wide.left))
    crop = page[top : int(wide.bottom) + 1, left : int(wide.right) + 1]
    if min(crop.shape, default=0) < 16:
        return []
    seen: list[_Sighting] = []
    for change in _closer_looks(place.turn_deg):
        found = [
            _Sighting(decoder, sighting.symbol.moved(1.0, top, left))
            for sighting in _changed_look(crop, decoder, change)
        ]
        seen += [sighting for sighting in found if sighting.symbol.payload is not None]
        if _is_read(seen, decoder, place):
            break
    return seen


@dataclass(frozen=True, slots=True)
class _Change:
    """How an image is changed before it is looked at."""

    factor: float = 1.0
    turn_deg: float = 0.0
    """Turned back by so much (counter-clockwise)."""
    bitonal: bool = False
    closed: bool = False
    """White hairlines, where a printer's element is dead, are made as dark as what is beside them."""

    def applied(self, image: Gray) -> tuple[Gray, "_Back"]:
        """The changed image, and the way back to places of the unchanged one."""
        changed, factor = image, min(self.factor, max(1.0, (_LARGEST_CROP_PX / image.size) ** 0.5))
        if factor != 1.0:
            method = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
            changed = np.asarray(cv2.resize(changed, None, fx=factor, fy=factor, interpolation=method), np.uint8)
        centre = (changed.shape[1] / 2, changed.shape[0] / 2)
        if self.turn_deg:
            paper = int(np.percentile(changed[::4, ::4], 90))
            matrix = cv2.getRotationMatrix2D(centre, self.turn_deg, 1.0)
            changed = np.asarray(
                cv2.warpAffine(changed, matrix, changed.shape[::-1], borderValue=paper, flags=cv2.INTER_LINEAR),
                np.uint8,
            )
        if self.closed:
            changed = np.asarray(cv2.morphologyEx(changed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)
        if self.bitonal:
            window = max(15, min(changed.shape) // 6) | 1
            changed = np.asarray(
                cv2.adaptiveThreshold(changed, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, 8), np.uint8
            )
        return np.ascontiguousarray(changed), _Back(factor, self.turn_deg, centre)


@dataclass(frozen=True, slots=True)
class _Back:
    """From places in a changed image to those in the unchanged one."""

    factor: float
    turn_deg: float
    centre: tuple[float, float]

    def symbol(self, symbol: Symbol) -> Symbol:
        back = cv2.getRotationMatrix2D(self.centre, -self.turn_deg, 1.0)
        box = symbol.box
        col, row = back @ np.array([(box.left + box.right) / 2, (box.top + box.bottom) / 2, 1.0])
        down, across = float(row) - box.centre[0], float(col) - box.centre[1]
        turned = (symbol.turn_deg + self.turn_deg + 180) % 360 - 180
        moved = box.moved(1.0, down, across).moved(1 / self.factor)
        return Symbol(symbol.symbology, symbol.payload, moved, turned)


_WHOLE_PAGE: tuple[tuple[str, _Change], ...] = (
    ("zxing", _Change()),
    ("zxing", _Change(0.5)),
    ("zxing", _Change(bitonal=True)),
    ("zxing", _Change(closed=True)),
    ("zxing", _Change(0.75, bitonal=True)),
    ("zbar", _Change(0.5)),
    ("zbar", _Change()),
)


def _closer_looks(turn_deg: float) -> Iterator[_Change]:
    askew = (turn_deg + 45) % 90 - 45
    yield _Change()
    yield _Change(2.0)
    yield _Change(0.5)
    if abs(askew) > _SLANTING_DEG:
        yield _Change(1.0, askew)
        yield _Change(2.0, askew)
    yield _Change(1.5)
    yield _Change(1.5, bitonal=True)
    yield _Change(closed=True)
    yield _Change(0.75, bitonal=True)
    yield _Change(3.0, askew)


def _changed_look(image: Gray, decoder: str, change: _Change) -> list[_Sighting]:
    changed, back = change.applied(image)
    return [_Sighting(decoder, back.symbol(symbol)) for symbol in DECODERS[decoder](changed)]


def _is_read(sightings: Sequence[_Sighting], decoder: str, place: Symbol) -> bool:
    return any(
        s.decoder == decoder and s.symbol.payload is not None and _same_place(s.symbol, place) for s in sightings
    )


def _same_place(one: Symbol, other: Symbol) -> bool:
    """Whether two boxes are of one symbol. A decoder may know a line code by one of its rows only."""
    return one.symbology is other.symbology and (
        _about(one).holds(other.box.centre) or _about(other).holds(one.box.centre)
    )


def _about(symbol: Symbol) -> Box:
    margin = 0.02 * max(symbol.box.bottom - symbol.box.top, symbol.box.right - symbol.box.left)
    return symbol.box.grown(margin, margin)


def _places(sightings: Sequence[_Sighting]) -> list[Symbol]:
    """Where something was seen, each place once, from the top down."""
    places: list[Symbol] = []
    for sighting in sightings:
        if not any(_same_place(sighting.symbol, place) for place in places):
            places.append(sighting.symbol)
    return places[:MOST_SYMBOLS]


def _merged(sightings: Sequence[_Sighting]) -> list[FoundCode]:
    """Equal payloads at one place are one code."""
    codes: list[FoundCode] = []
    for sighting in sightings:
        symbol = sighting.symbol
        if symbol.payload is None:
            continue
        for i, code in enumerate(codes):
            known = Symbol(code.symbology, code.payload, code.box, code.turn_deg)
            if code.payload == symbol.payload and _same_place(symbol, known):
                names = tuple(sorted({*code.decoders, sighting.decoder}))
                # zxing-cpp's direction is a measured one, zbar's a quarter turn
                turn = symbol.turn_deg if sighting.decoder == "zxing" else code.turn_deg
                codes[i] = FoundCode(code.symbology, code.payload, names, code.box.joined(symbol.box), turn)
                break
        else:
            codes.append(FoundCode(symbol.symbology, symbol.payload, (sighting.decoder,), symbol.box, symbol.turn_deg))
    codes.sort(key=lambda code: (code.box.centre, code.symbology, code.payload))
    return codes
