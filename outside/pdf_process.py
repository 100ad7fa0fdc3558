"""Words of a PDF and their places, found in a process of its own: a PDF from elsewhere may be made to break its reader.

`python -I outside/pdf_process.py PAGES SECONDS MEGABYTES` takes a PDF on stdin. It writes JSON: a list of pages, each a
list of words, each [text, left, bottom, right, top], in points from the page's lower left corner. What it writes on
stderr is for people. It imports nothing of the house, so that it starts at once.
"""

import ctypes
import json
import sys

import pypdfium2
import pypdfium2.raw as pdfium

_MOST_CHARACTERS = 100_000
"""Of a page."""
_BLANKS = frozenset(" \t\r\n\xa0\x02\ufffe\0")
_SIDES = tuple(ctypes.c_double() for _ in range(4))
"""Where PDFium writes a letter's sides."""

Word = tuple[str, float, float, float, float]


def limit_this_process(seconds: int, megabytes: int) -> None:
    """Have the system stop this process where it takes more; where a system knows no such limits, nothing happens."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def words_of_page(page: pypdfium2.PdfPage) -> list[Word]:
    """Every word in the order in which the file draws it. Raises ValueError for a page with too many letters."""
    text_page = page.get_textpage()
    count = pdfium.FPDFText_CountChars(text_page.raw)
    if count > _MOST_CHARACTERS:
        raise ValueError(f"a page with {count:,} letters; a report's page has some thousand")
    words: list[Word] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for at in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page.raw, at))
        box = None if letter in _BLANKS else _box(text_page.raw, at)
        if letters and (box is None or _is_apart(boxes[-1], box)):
            words.append(_word(letters, boxes))
            letters, boxes = [], []
        if box is not None:
            letters.append(letter)
            boxes.append(box)
    return [*words, _word(letters, boxes)] if letters else words


def _box(text_page: object, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top."""
    left, right, bottom, top = _SIDES
    pdfium.FPDFText_GetCharBox(text_page, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _is_apart(before: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether a letter does not go on the word before it, though the file writes no blank between them."""
    height = max(before[3] - before[1], box[3] - box[1], 4)
    return not (-height < box[0] - before[2] < 0.6 * height and abs(box[1] - before[1]) < height)


def _word(letters: list[str], boxes: list[tuple[float, float, float, float]]) -> Word:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    places = (min(lefts), min(bottoms), max(rights), max(tops))
    return ("".join(letters), *(round(place, 2) for place in places))


def main() -> int:
    """Read the PDF on stdin; 0 where it was read."""
    most_pages, seconds, megabytes = map(int, sys.argv[1:])
    limit_this_process(seconds, megabytes)
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        if len(document) > most_pages:
            raise ValueError(f"{len(document):,} pages; at most {most_pages:,} are read")
        json.dump([words_of_page(page) for page in document], sys.stdout)
    except pypdfium2.PdfiumError:
        sys.stderr.write("a PDF that is damaged, cut off or under a password")
        return 3
    except ValueError as error:
        sys.stderr.write(str(error))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
