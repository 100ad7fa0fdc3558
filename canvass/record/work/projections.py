"""Tables that people's work begins from: which ballots wait, with which questions. They follow the ledger.

`catch_up` works through the entries that the tables do not have yet, in the transaction that wrote them; of an older
record, once, through all of them. `projection_check.py` works the same out from the fold, for `verify` to compare.
"""

from collections.abc import Iterator

from canvass.record.tables.inserting import insert
from canvass.record.tables.models import (
    BallotRow,
    EntryAboutRow,
    LeaseRow,
    LedgerRow,
    LeftRow,
    ProjectedRow,
    QuestionRow,
)
from canvass.record.work.figures import BallotFigures, add_figures, drop_figures, figures_of, put_figures
from canvass.record.work.replay import Replay, ballot_as_read
from tabulate.board.moving import moved_by
from tabulate.board.places import Place, SheetName
from tabulate.board.state import BoardEntry
from tabulate.ledger.entries import BatchOpened, Entry, SheetNotRead, SheetQuestioned
from tabulate.ledger.lines import read_outline

_PAGE_ROWS = 500


def catch_up(alias: str) -> None:
    """Bring the tables to the ledger's end. Within a transaction that holds the ledger."""
    done = _done(alias)
    for page in _pages(alias, done):
        _index(alias, page)
    last = done
    for page in _pages(alias, done):
        _project(alias, page)
        last = page[-1][0]
    if last != done:
        _note(alias, last)


def _pages(alias: str, after: int) -> Iterator[list[tuple[int, Entry]]]:
    rows = LedgerRow.objects.using(alias).order_by("number").values_list("number", "kind", "body")
    while page := list(rows.filter(number__gt=after)[:_PAGE_ROWS]):
        after = page[-1][0]
        yield [(number, read_outline(number, kind, body)) for number, kind, body in page]


def _done(alias: str) -> int:
    return ProjectedRow.objects.using(alias).filter(id=1).values_list("entry", flat=True).first() or 0


def _note(alias: str, last: int) -> None:
    if not ProjectedRow.objects.using(alias).filter(id=1).update(entry=last):
        ProjectedRow.objects.using(alias).create(id=1, entry=last)


def project(alias: str, entries: list[tuple[int, Entry]]) -> None:
    """Take entries that were just written; all before them are in the tables."""
    _index(alias, entries)
    _project(alias, entries)
    if entries:
        _note(alias, entries[-1][0])


def behind(alias: str) -> bool:
    """Whether the ledger has entries that the tables do not."""
    return LedgerRow.objects.using(alias).filter(number__gt=_done(alias)).exists()


def clear(alias: str) -> None:
    """Throw the tables away; `catch_up` works them out anew."""
    for table in (LeaseRow, LeftRow, QuestionRow, BallotRow, EntryAboutRow, ProjectedRow):
        table.objects.using(alias).all().delete()


def _index(alias: str, entries: list[tuple[int, Entry]]) -> None:
    insert(alias, EntryAboutRow, [(str(subject), number) for number, one in entries for subject in one.about])


def _project(alias: str, entries: list[tuple[int, Entry]]) -> None:
    if not any(isinstance(entry, SheetQuestioned | SheetNotRead | BoardEntry) for _, entry in entries):
        return
    replay = Replay(alias)
    waiting: list[BallotFigures] = []
    moved: dict[SheetName, None] = {}
    for number, entry in entries:
        match entry:
            case BatchOpened():
                replay.remember_batch(entry)
            case SheetQuestioned() | SheetNotRead():
                waiting.append(_as_read(replay, number, entry))
            case _ if isinstance(entry, BoardEntry):
                replay.load(entry.about)
                moved |= dict.fromkeys(one for one in moved_by(entry, replay.state) if isinstance(one, SheetName))
            case _:
                pass
    add_figures(alias, waiting)
    for name in moved:
        _put(alias, replay, name)


def _as_read(replay: Replay, number: int, entry: SheetQuestioned | SheetNotRead) -> BallotFigures:
    """A sheet that came; nobody has decided about it yet, unless its batch was taken out of the count before."""
    ballot = ballot_as_read(entry)
    copies = replay.is_copy_batch(entry.batch)
    place = replay.state.out_of_count(entry.batch) or ballot.place
    if copies and ballot.place is Place.COUNTED:
        place = Place.COPY_WAITING
    return figures_of(number, ballot, place, replay.precinct_of(ballot))


def _put(alias: str, replay: Replay, name: SheetName) -> None:
    ballot = replay.state.ballot(name)
    if ballot.asked:
        place = replay.state.place_of(name)
        put_figures(alias, figures_of(replay.own_entry(name), ballot, place, replay.precinct_of(ballot)))
    else:
        drop_figures(alias, replay.own_entry(name))
