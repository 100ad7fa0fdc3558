"""From voted sheets of one ballot style, as another system pictured them, to its layout: where there is no blank."""

from collections.abc import Sequence
from pathlib import Path

from canvass.errors import InputError, disk_errors
from canvass.learning.blank_to_layout import LearnedBallot, ballot_of, style_asked
from imaging.learning.blank import BlankError
from imaging.learning.voted_sheets import MOST_SHEETS, learn_voted
from imaging.pages import ScansNotFoundError, find_scans, load_packed
from imaging.sheets import PageImage, UnreadablePage
from outside.pictures.packed_pictures import PackedPicture, packed_pictures
from tabulate.election import BallotStyleId, Election

_SIDES = 2


def learn_voted_ballot(places: Sequence[Path], election: Election, style: BallotStyleId | None) -> LearnedBallot:
    """Learn the cards of a ballot style from pictures of voted sheets: files, or folders of them.

    Raises InputError where nothing says which style it is, and where they do not tell what is printed.
    """
    asked = style_asked(election, style)
    try:
        found = find_scans(places).files
    except ScansNotFoundError as error:
        raise InputError(str(error)) from None
    pictures = packed_pictures([one.name for one in found]).pictures[:MOST_SHEETS]
    sheets = [_sheet(picture, [found[one.at].path for one in picture.files]) for picture in pictures]
    try:
        pages = learn_voted(sheets)
    except BlankError as error:
        raise InputError(f"The voted sheets cannot be learned from: {error}.") from None
    return ballot_of(list(pages), election, asked)


def _sheet(picture: PackedPicture, paths: Sequence[Path]) -> list[PageImage]:
    """The sides of a sheet, front first. Raises InputError for a page that cannot be had."""
    contents = []
    for file, path in zip(picture.files, paths, strict=True):
        with disk_errors(path):
            contents.append((file.name, path.read_bytes()))
    pages = []
    for page in load_packed(contents).scanned[:_SIDES]:
        if isinstance(page, UnreadablePage):
            raise InputError(f"{page.source.file}, page {page.source.page}: {page.detail}. Leave this file out.")
        pages.append(page)
    if not pages:
        raise InputError(f"{picture.files[0].name} has no picture of a ballot. Leave this file out.")
    return pages
