"""Bytes to text: UTF-8, UTF-16 with or without its mark, or Windows' Western letters, told apart and never mixed."""

from outside.errors import OutsideFileError
from outside.limits import LIMITS, OutsideLimits

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT_BYTES = 4096
_AGAIN = "Export it again as text in UTF-8."


def text_of(content: bytes, limits: OutsideLimits = LIMITS) -> str:
    """The text of a file, without its mark; its line ends are left.

    Raises OutsideFileError for bytes that are no text in the encoding they begin in, and for NUL characters.
    """
    if len(content) > limits.text_bytes:
        raise OutsideFileError(
            f"{len(content):,} bytes of text", f"at most {limits.text_bytes:,}", "Export it in parts."
        )
    text = _decoded(content)
    if "\0" in text:
        where = f"character {text.index(chr(0)) + 1:,}"
        raise OutsideFileError("a zero byte, which is no text", "text", "Export it again, and copy it again.", where)
    return text


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None) or _without_mark(content)
    if encoding is None:
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1:,}"
        raise OutsideFileError("a byte that is no letter", f"text in {encoding}", _AGAIN, where) from None


def _without_mark(content: bytes) -> str | None:
    """UTF-16 whose mark is missing: every other byte of plain letters is zero."""
    head = content[:_LOOKED_AT_BYTES]
    pairs = len(head) // 2
    if pairs < 2:
        return None
    if head[1::2].count(0) > 0.8 * pairs and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > 0.8 * pairs and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None
