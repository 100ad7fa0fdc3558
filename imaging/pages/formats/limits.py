"""What a page and a file may measure. Checked from headers, before anything is decoded."""

from dataclasses import dataclass

from imaging.pages.formats.errors import UnreadableScanError


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest ballot in use, 8.5 x 22 inches at 600 dpi, has 67 million pixels; the limits leave room above it."""

    page_px: int = 100_000_000
    """Pixels of one page, width times height."""
    side_px: int = 300
    """Least width and height: less than two inches at 150 dpi is no ballot."""
    pages_per_file: int = 5_000
    image_bytes: int = 200_000_000
    """Size of a file that holds one image (JPEG, PNG)."""
    document_bytes: int = 4_000_000_000
    """Size of a file that may hold many pages (TIFF, PDF)."""


LIMITS = Limits()


def check_page_size(width_px: int, height_px: int, limits: Limits) -> None:
    """Raise UnreadableScanError where a page's stated size is outside the limits."""
    size = f"{width_px:,} x {height_px:,} pixels"
    if width_px * height_px > limits.page_px:
        raise UnreadableScanError(
            f"the page says it has {size}, more than the {limits.page_px:,} a page may have: scan the sheet again at "
            "200 to 300 dpi"
        )
    if min(width_px, height_px) < limits.side_px:
        raise UnreadableScanError(
            f"the page has {size}, less than the {limits.side_px} each way that a ballot needs: scan the sheet again "
            "at 200 to 300 dpi, or take the file out if it is no ballot"
        )


def check_page_count(pages: int, limits: Limits) -> None:
    """Raise UnreadableScanError where a file states no page or too many."""
    if pages > limits.pages_per_file:
        raise UnreadableScanError(
            f"the file has more than the {limits.pages_per_file:,} pages a file may have: split it and count the parts"
        )
    if pages < 1:
        raise UnreadableScanError("the file has no pages: scan the sheets again")


def check_file_size(size_bytes: int, limit_bytes: int, kind: str) -> None:
    """Raise UnreadableScanError where a file is larger than a file of its kind may be."""
    if size_bytes > limit_bytes:
        raise UnreadableScanError(
            f"the file has {size_bytes:,} bytes, more than the {limit_bytes:,} a {kind} may have: split it or scan the "
            "sheets again at 200 to 300 dpi"
        )
