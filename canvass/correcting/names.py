"""What is said of names that an edition prints otherwise, held against the names that differ."""

from collections.abc import Iterable, Sequence

from canvass.errors import RefusedError
from tabulate.editions.comparing import names_changed
from tabulate.editions.names import NameStated
from tabulate.election import Election


def names_stated(
    before: Election, new: Election, corrected: Sequence[str], replaced: Sequence[str]
) -> tuple[NameStated, ...]:
    """The names that differ and of which something was said, in the definition's order.

    Raises RefusedError for what is said of a name that does not differ, twice, or of a contest's title that it is
    another contest. A name of which nothing was said is left for the checks of the definition.
    """
    changes = {change.stated(same=True).path: change for change in names_changed(before, new)}
    for path in (*corrected, *replaced):
        if path not in changes:
            raise _refused(path, f"no name that this edition prints otherwise ({_listed(changes)})")
        if path in corrected and path in replaced:
            raise _refused(path, "said to be the same and to be somebody else")
    for path in replaced:
        if changes[path].choice is None:
            raise _refused(path, "a contest: another contest has an id of its own")
    return tuple(
        change.stated(same=path in corrected)
        for path, change in changes.items()
        if path in corrected or path in replaced
    )


def _listed(paths: Iterable[str]) -> str:
    return ", ".join(paths) or "there is none"


def _refused(path: str, why: str) -> RefusedError:
    return RefusedError(f"{path!r} is {why}. Nothing was written. Name each as CONTEST or CONTEST/CHOICE.")
