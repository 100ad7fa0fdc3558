"""One paper that was scanned twice, one by one: two pictures under two numbers whose marks have the same ink.

No picture keeps its ink: it is read again where two may be of one paper. These have the same card, the same marks, and
nearly as much ink in each of them. What decides is the comparison that finds repeated sheets in our own count.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from canvass.comparing.our_pictures import PictureAgain, PicturesAgain
from canvass.reading.pipeline import in_order, workers
from canvass.rereading.picture_reading import BallotOfPicture
from imaging.pages import load_packed
from imaging.papers.same_ink import LEAST_MARKS, compare
from imaging.sheets import InkFingerprint, Mark
from outside.comparing.our_readings import PictureReading

if TYPE_CHECKING:
    from canvass.record.store import Record

_WHOLE_PERMILLE, _MARK_PERMILLE = 60, 200
"""Another scan of a paper changes all its ink together, and the ink of one mark, by no more than so much."""
_NEAREST = 4
"""So many that come next in ink are looked at; in a heap of ballots voted alike, not each beside each."""


@dataclass(frozen=True, slots=True)
class _Inked:
    """A picture with marks, by the number of its entry."""

    entry: int
    targets: tuple[int, ...]
    ink_permille: tuple[int, ...]
    """Of each mark, how much of its place is inked."""

    @property
    def whole(self) -> int:
        """All its ink."""
        return sum(self.ink_permille)

    def reaches(self, other: "_Inked") -> bool:
        """Whether a picture with as much ink, or more, may be of this paper by all its ink."""
        return 1000 * other.whole <= (1000 + _WHOLE_PERMILLE) * self.whole

    def may_be(self, other: "_Inked") -> bool:
        """Whether both may be of one paper, by each mark."""
        pairs = zip(self.ink_permille, other.ink_permille, strict=True)
        return all(1000 * abs(one - two) <= _MARK_PERMILLE * max(one, two) for one, two in pairs)


def with_same_ink(record: "Record", pictures: Sequence[PictureReading]) -> tuple[PictureReading, ...]:
    """The pictures; those whose ink is another one's have a sign in common. Files that are gone are passed over."""
    again = PicturesAgain(record)
    candidates = sorted({pair for group in _alike(again, pictures) for pair in _pairs(group)})
    entries = sorted({one for pair in candidates for one in pair})
    todo = (found for entry in entries if (found := again.picture(entry)) is not None)
    inks = dict(in_order(lambda found: (found.entry, _ink(record, found)), todo, workers(), 8 * workers()))
    sign: dict[int, int] = {}
    for one, other in candidates:
        first, second = inks.get(one), inks.get(other)
        if first is not None and second is not None and compare(first, second).is_same_paper:
            joined = {sign.get(one, one), sign.get(other, other)}
            sign |= {one: min(joined), other: min(joined)}
            sign |= {known: min(joined) for known, at in sign.items() if at in joined}
    return tuple(replace(one, same_ink=str(sign.get(int(one.picture), ""))) for one in pictures)


def _alike(again: PicturesAgain, pictures: Sequence[PictureReading]) -> Iterator[list[_Inked]]:
    """Pictures of one card with the same votes and marks, at least two of them."""
    voted: dict[object, list[int]] = defaultdict(list)
    for one in pictures:
        if one.is_read:
            voted[one.style, one.sheet, one.contests].append(int(one.picture))
    for entries in voted.values():
        marked: dict[object, list[_Inked]] = defaultdict(list)
        for entry in entries if len(entries) > 1 else ():
            read = again.picture(entry)
            if read is not None:
                inked = _inked(read)
                marked[read.layout, read.reading.card, inked.targets].append(inked)
        yield from (group for group in marked.values() if len(group) > 1 and len(group[0].targets) >= LEAST_MARKS)


def _inked(read: PictureAgain) -> _Inked:
    marks = [one for one in read.reading.targets if one.mark is Mark.MARKED]
    shares = tuple(1000 * one.ink_px // one.target_px for one in marks)
    return _Inked(read.entry, tuple(one.number for one in marks), shares)


def _pairs(group: list[_Inked]) -> Iterator[tuple[int, int]]:
    """Those that may be of one paper, the lower number first."""
    ordered = sorted(group, key=lambda one: (one.whole, one.entry))
    for at, one in enumerate(ordered):
        in_reach = takewhile(one.reaches, islice(ordered, at + 1, None))
        for other in islice(filter(one.may_be, in_reach), _NEAREST):
            yield min(one.entry, other.entry), max(one.entry, other.entry)


def _ink(record: "Record", one: PictureAgain) -> InkFingerprint | None:
    contents = []
    for name, sha256 in dict.fromkeys((image.file, image.sha256) for image in one.images):
        place = record.images.place(sha256, name)
        if not place.is_file():
            return None
        contents.append((name, place.read_bytes()))
    told = one.reader.read(one.reading.number, load_packed(contents))
    return told.ink if isinstance(told, BallotOfPicture) else None
