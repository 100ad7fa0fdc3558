"""XML from elsewhere: no entities, no document types, nothing fetched."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from outside.errors import OutsideFileError


def xml_root(content: bytes) -> Element:
    """The root of a small file. Raises OutsideFileError for damage, entities and document types."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        raise _refusal(error) from None
    return root


def xml_events(content: bytes) -> Iterator[tuple[str, Element]]:
    """`start` and `end` of every element, so that those that were read can be emptied. Raises OutsideFileError."""
    try:
        yield from iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        raise _refusal(error) from None


def local_name(element: Element) -> str:
    """Its name without the namespace."""
    return str(element.tag).rpartition("}")[2]


def _refusal(error: Exception) -> OutsideFileError:
    if isinstance(error, DefusedXmlException):
        found = "a document type or entities, which no export has"
        return OutsideFileError(found, "XML without them", "Ask where this file comes from.")
    return OutsideFileError("XML that is damaged or cut off", "a whole file", "Export it again, and copy it again.")
