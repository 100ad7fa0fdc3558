"""A class of NIST's common data format, the same whether it came as JSON or as XML."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from outside.documents.json_fields import JsonObject, json_items, json_object
from outside.documents.xml_trees import local_name, xml_events
from outside.errors import OutsideFileError
from outside.opening import ContentKind, OpenedFile

_AGAIN = "The file is cut off, or was changed: export it again."
_MOST = 999_999
_DEEPEST = 40
"""Objects within objects. The format has seven; each is read within the one around it."""
_ATTRIBUTES = {"ObjectId": "@id", "{http://www.w3.org/2001/XMLSchema-instance}type": "@type"}


class CdfNode:
    """One object: its fields by name, each of them with all of its values."""

    __slots__ = ("_fields", "where")

    def __init__(self, fields: dict[str, list["str | CdfNode"]], where: str) -> None:
        """`where` is what people look for."""
        self._fields, self.where = fields, where

    @property
    def id(self) -> str:
        """By which others refer to it."""
        return self.text("@id")

    @property
    def kind(self) -> str:
        """Its class, as CandidateContest."""
        return self.text("@type").rpartition(".")[2]

    def text(self, name: str) -> str:
        """The one text of a field; empty where there is none. Raises OutsideFileError for several."""
        texts = self.texts(name)
        if len(texts) > 1:
            raise OutsideFileError(f"{len(texts)} of {name}", "one", _AGAIN, self.where)
        return texts[0] if texts else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """All texts of a field."""
        values = self._fields.get(name, ())
        texts = tuple(" ".join(one.split()) for one in values if isinstance(one, str))
        if len(texts) < len(values):
            raise OutsideFileError(f"something else in {name}", "text", _AGAIN, self.where)
        return texts

    def references(self, name: str) -> tuple[str, ...]:
        """The ids in a field; in XML several stand in one text."""
        return tuple(one for text in self.texts(name) for one in text.split())

    def whole(self, name: str) -> int | None:
        """A whole number, 0 or more; None where there is none."""
        text = self.text(name)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= _MOST):
            raise OutsideFileError(f"{name} {text[:40]!r}", "a whole number, 0 or more", _AGAIN, self.where)
        return int(text)

    def nodes(self, name: str) -> tuple["CdfNode", ...]:
        """All objects in a field."""
        values = self._fields.get(name, ())
        nodes = tuple(one for one in values if isinstance(one, CdfNode))
        if len(nodes) < len([one for one in values if one != ""]):
            raise OutsideFileError(f"something else in {name}", "objects", _AGAIN, self.where)
        return nodes


def record_nodes(file: OpenedFile) -> Iterator[CdfNode]:
    """The cast vote records of a report, streamed. Raises OutsideFileError."""
    if file.kind is ContentKind.JSON:
        for item in json_items(file.content, "CVR", "record"):
            yield json_node(item)
    else:
        for name, part in _xml_parts(file.content):
            if name == "CVR" and isinstance(part, CdfNode):
                yield part


def report_node(file: OpenedFile) -> CdfNode:
    """The report itself, without its records. Raises OutsideFileError."""
    if file.kind is ContentKind.JSON:
        return json_node(json_object(file.content), without="CVR")
    fields: dict[str, list[str | CdfNode]] = {}
    for name, part in _xml_parts(file.content):
        if name != "CVR":
            fields.setdefault(name, []).append(part)
    return CdfNode(fields, "the report")


def json_node(item: JsonObject, without: str = "", depth: int = 0) -> CdfNode:
    """An object of JSON as a node. Raises OutsideFileError."""
    _check_depth(depth, item.where)
    return CdfNode(
        {
            name: [_json_value(one, item.where, depth + 1) for one in item.values(name)]
            for name in item.names
            if name != without
        },
        item.where,
    )


def _check_depth(depth: int, where: str) -> None:
    if depth > _DEEPEST:
        found = f"objects within objects, more than {_DEEPEST} deep"
        raise OutsideFileError(found, "a record as the format has it", _AGAIN, where)


def _json_value(value: object, where: str, depth: int) -> "str | CdfNode":
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return json_node(JsonObject(value, where), depth=depth)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise OutsideFileError(f"{str(value)[:40]!r}", "a text, a number or an object", _AGAIN, where)


def _xml_parts(content: bytes) -> Iterator[tuple[str, "str | CdfNode"]]:
    """What stands directly in the report, part by part; each is emptied once it was read."""
    number = depth = 0
    for event, element in xml_events(content):
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 1:
            name = local_name(element)
            number += name == "CVR"
            yield name, _xml_value(element, f"record {number:,}" if name == "CVR" else name)
            element.clear()


def _xml_value(element: Element, where: str, depth: int = 0) -> "str | CdfNode":
    _check_depth(depth, where)
    if not len(element) and not element.attrib:
        return element.text or ""
    fields: dict[str, list[str | CdfNode]] = {}
    for name, value in element.attrib.items():
        own = _ATTRIBUTES.get(name, name.rpartition("}")[2])
        fields[own] = [value.rpartition(":")[2] if own == "@type" else value]
    for inner in element:
        fields.setdefault(local_name(inner), []).append(_xml_value(inner, where, depth + 1))
    return CdfNode(fields, where)
