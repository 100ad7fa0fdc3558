"""What the product's modules define, what they use, and what of it changes while the program runs."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import PACKAGES, code_of

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Definition:
    """A name that a module gives, with its place as `file:line`."""

    name: str
    place: str


def parsed(path: Path) -> ast.Module:
    """The module's code."""
    return code_of(path.read_text(encoding="utf-8"))


def public_classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """The classes of a module that others may name: not those within a class or a function."""
    yield from (node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


def functions(tree: ast.Module) -> Iterator[Function]:
    """Every function and method, those within functions too."""
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def public_definitions(tree: ast.Module, file: str) -> Iterator[Definition]:
    """Functions, classes, constants, methods and properties that others may use; none that a decorator registers."""
    for node in tree.body:
        for name in _names_defined(node):
            yield Definition(name, f"{file}:{node.lineno}")
    for one in public_classes(tree):
        methods = (node for node in one.body if isinstance(node, Function) and _is_public(node))
        yield from (Definition(node.name, f"{file}:{node.lineno}") for node in methods)


_REGISTERING = re.compile(r"\.command\b|\.group\b|\bregister\b|\.callback\b")


def _names_defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name] if _is_public(node) else []
        case ast.Assign(targets=targets):
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            names = [name]
        case _:
            names = []
    return [name for name in names if not name.startswith("_")]


def _is_public(node: Function | ast.ClassDef) -> bool:
    registered = any(_REGISTERING.search(ast.unparse(one)) for one in node.decorator_list)
    return not node.name.startswith("_") and not registered


_DOTTED = re.compile(rf"\b(?:{'|'.join(PACKAGES)})(?:\.\w+)+(?::\w+)?")
"""A place that a text names, as Django's settings and the tables of commands do."""


def names_used(tree: ast.Module) -> set[str]:
    """Every name that a module reads, alone or after a dot, and those of the places that its texts name."""
    used: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name):
                used.add(name)
            case ast.Constant(value=str(text)):
                used.update(re.split(r"[.:]", place)[-1] for place in _DOTTED.findall(text))
    return used


_LOOKED_UP = re.compile(r"{[{%].*?[}%]}", re.DOTALL)


def names_in_template(text: str) -> set[str]:
    """Every word that a template looks up."""
    return {word for part in _LOOKED_UP.findall(text) for word in re.findall(r"\w+", part)}


_CHANGING = frozenset(
    {"Condition", "Event", "Lock", "OrderedDict", "RLock", "WeakSet", "count", "defaultdict", "deque", "dict", "list"}
    | {"local", "set", "WeakKeyDictionary", "WeakValueDictionary"}
)


def things_that_change(tree: ast.Module, unfrozen: set[str]) -> Iterator[str]:
    """Module-level names that hold an empty collection, a lock, a counter, or a thing of one of these classes."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        match value:
            case ast.List(elts=[]) | ast.Set(elts=[]) | ast.Dict(keys=[]):
                yield name
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)) if called in _CHANGING | unfrozen:
                yield name


def unfrozen_classes(tree: ast.Module) -> set[str]:
    """The classes of a module whose things may change: neither frozen dataclasses nor enumerations nor tuples."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        if not any("frozen=True" in ast.unparse(one) for one in node.decorator_list)
        if not any(re.search(r"Enum$|^NamedTuple$", ast.unparse(base)) for base in node.bases)
    }
