"""What it costs a board of three to clear an overvote with 100,000 sheets in the record: python -m benchmarks.deciding.

A small deck is counted, and its entries are repeated straight into the ledger under other numbers, batches and images;
clean sheets without their targets, which no page of the board asks for. Server time: requests are answered in this
process, pages and their pictures alike, without a network.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from benchmarks.measures import MeasuredFigure, WrongAnswer, machine, table
from canvass import VERSION
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.site.settings import configure_web
from imaging.sheets import ReadSheet
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.places import SheetName
from tabulate.ledger.entries import BatchClosed, BatchOpened, Entry, SheetCounted, SheetQuestioned
from tabulate.questions import Question
from test_ballots.decks import CLEAN_SCANNING
from test_ballots.demo import write_demo_county
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.voting import VotingHabits

if TYPE_CHECKING:
    from django.test import Client

    from canvass.record.store import Record

SEED = 20261103
SHEETS = 100_000
DECK = 40
SHEETS_A_BATCH = 500
ASKED_A_BATCH = 10
BATCHES_WITH_PICTURES = 4
"""More ballots than are cleared; the pictures of the others are never asked for."""
CLEARED = 12
GOAL_S = 1.0
HABITS = VotingHabits(
    kinds={MarkKind.FILL: 1.0},
    blank_ballot=0.0,
    overvote=0.004,
    write_in=0.0,
    name_without_oval=0.0,
    oval_without_name=0.0,
    slip=0.0,
    stray=0.0,
)


@dataclass(frozen=True)
class Cleared:
    """One overvote cleared: seconds for the page, the decisions, the next page; pictures included."""

    seconds: float
    requests: int


def main() -> None:
    """Generate, check, time."""
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else SHEETS
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        measures = measure_deciding(Path(folder), sheets)
    print(table(measures))


def measure_deciding(folder: Path, sheets: int = SHEETS) -> list[MeasuredFigure]:
    """Clear overvotes in a record of so many sheets. Raises WrongAnswer where a decision is not what was decided."""
    configure_web()
    from canvass.web.served import serve_record

    directory = make_record(folder, sheets)
    with serve_record(directory) as served:
        clients = [_signed_in(number) for number in (1, 2, 3)]
        _appoint(served.record)
        for client in clients:
            client.get("/board/")  # Where judges come from; the process loads what it needs once.
        cleared = [_clear(served.record, clients) for _ in range(CLEARED)]
    first, rest = cleared[0], [one.seconds for one in cleared[1:]]
    return [
        MeasuredFigure("sheets in the record", sheets, "sheets"),
        MeasuredFigure("requests to clear an overvote, pictures included", first.requests, "requests"),
        *(
            MeasuredFigure(f"overvote cleared by three judges, {which}", seconds, "s", GOAL_S, seconds < GOAL_S)
            for which, seconds in (
                ("first", first.seconds),
                ("median of the next", median(rest)),
                ("slowest of the next", max(rest)),
            )
        ),
    ]


def make_record(folder: Path, sheets: int) -> Path:
    """A record with `sheets` sheets, some waiting for the board with one overvote."""
    county = write_demo_county(folder / "county", SEED, DECK, HABITS, CLEAN_SCANNING)
    directory = folder / "record"
    with create_record(directory, county.definition.read_bytes(), VERSION, run_self_test()) as record:
        count(record, county.deck.scans, BatchRequest("DECK", "left-scanner"), SilentProgress())
        entries = list(record.entries())
        opened = next(entry for entry in entries if isinstance(entry, BatchOpened))
        clean = [entry for entry in entries if isinstance(entry, SheetCounted)]
        asked = [entry for entry in entries if isinstance(entry, SheetQuestioned) and _one_overvote(entry)]
        if not clean or not asked:
            raise WrongAnswer("the deck has no sheet with one overvote, or no clean one")
        for batch in range((sheets - DECK) // SHEETS_A_BATCH):
            record.append(list(_batch(record, opened, clean, asked, batch)))
    return directory


def _one_overvote(entry: SheetQuestioned) -> bool:
    return [raised.question for raised in entry.votes.questions] == [Question.OVERVOTE]


def _batch(
    record: "Record", opened: BatchOpened, clean: list[SheetCounted], asked: list[SheetQuestioned], batch: int
) -> Iterator[Entry]:
    name = f"B{batch:04d}"
    yield replace(opened, batch=name, expected_sheets=SHEETS_A_BATCH)
    every = SHEETS_A_BATCH // ASKED_A_BATCH
    for number in range(1, SHEETS_A_BATCH + 1):
        if number % every == 0:
            yield _asked_again(record, asked[number % len(asked)], name, number, batch < BATCHES_WITH_PICTURES)
        else:
            yield _counted_again(clean[number % len(clean)], name, number)
    yield BatchClosed(name, SHEETS_A_BATCH, SHEETS_A_BATCH - ASKED_A_BATCH, ASKED_A_BATCH, 0)


def _counted_again(model: SheetCounted, batch: str, number: int) -> Entry:
    """The same votes on other paper; without pages and targets."""
    marked = f" {batch} {number}"
    images = tuple(replace(one, sha256=sha256((one.sha256 + marked).encode()).hexdigest()) for one in model.images)
    if not isinstance(model.reading, ReadSheet):
        raise WrongAnswer("the deck has sheets that are not marked by hand")
    reading = replace(model.reading, number=number, pages=(), targets=())
    return replace(model, batch=batch, images=images, reading=reading)


def _asked_again(record: "Record", model: SheetQuestioned, batch: str, number: int, keep: bool) -> Entry:
    """The same ballot as another file: a few bytes after the picture's end make it one."""
    sources = {}
    for one in model.images:
        content = record.images.place(one.sha256, one.file).read_bytes() + f" {batch} {number}".encode()
        sources[one] = replace(one, sha256=sha256(content).hexdigest())
        if keep:
            record.images.keep(sources[one].sha256, one.file, [content])
    if not isinstance(model.reading, ReadSheet):
        raise WrongAnswer("the deck has sheets that are not marked by hand")
    pages = tuple(replace(page, source=sources[page.source]) for page in model.reading.pages)
    reading = replace(model.reading, number=number, pages=pages)
    return replace(model, batch=batch, images=tuple(sources.values()), reading=reading)


def _signed_in(number: int) -> "Client":
    from django.test import Client

    from canvass.accounts.models import Account
    from canvass.accounts.roles import Role
    from canvass.clock import now

    name = f"judge-{number}"
    account = Account(name=name, full_name=f"Judge {number}", role=Role.COUNTING_BOARD_MEMBER.value)
    account.set_unusable_password()
    account.save()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(account)
    session = client.session
    session["signed_in_at"] = session["seen_at"] = now().isoformat()
    session.save()
    return client


def _appoint(record: "Record") -> None:
    from canvass.deciding.decisions import Deciding

    judges = tuple(Judge(f"judge-{number}", f"Judge {number}", "2026-10-20") for number in (1, 2, 3))
    Deciding(record).enter(BoardAppointed("1", judges, early_count=False, appointed_by="administrator"))


def _clear(record: "Record", clients: "list[Client]") -> Cleared:
    """The first judge takes the next ballot; all three look at it and decide; the first is shown the one after it."""
    from canvass.deciding.decisions import Deciding

    clock = _Clock()
    address = clock.led(lambda: clients[0].post("/board/next/", {"order": "kind"}))
    for client in clients:
        page = clock.shown(client, address)
        contests = dict.fromkeys(re.findall(r'name="(c\d+)"', page), "over")
        sent = {"round": "1", "order": "kind", "action": "decide", **contests}
        after = clock.led(lambda client=client, sent=sent: client.post(address, sent))  # type: ignore[misc]
        if client is clients[0]:
            following = after
    clock.shown(clients[0], following)
    batch, sheet = unquote(address).split("/ballots/")[1].split("/")[:2]
    outcome = Deciding(record).ballot(SheetName(batch, int(sheet))).ballot.outcome
    if outcome is None or len(outcome.judges) != 3 or not all(one.overvotes for one in outcome.contests):
        raise WrongAnswer(f"sheet {sheet} of batch {batch} was decided as {outcome}")
    return Cleared(clock.seconds, clock.requests)


class _Clock:
    """Adds up what requests take."""

    def __init__(self) -> None:
        self.seconds, self.requests = 0.0, 0

    def led(self, ask: "Callable[[], Any]") -> str:
        """Send a form; where it leads."""
        answer = self._timed(ask)
        if answer.status_code != 302:
            raise WrongAnswer(f"a form was answered with {answer.status_code}")
        return str(answer["Location"])

    def shown(self, client: "Client", address: str) -> str:
        """A page with its pictures; its text."""
        answer = self._timed(lambda: client.get(address))
        if answer.status_code != 200:
            raise WrongAnswer(f"{address} was answered with {answer.status_code}")
        page = str(answer.content.decode())
        sources = dict.fromkeys(re.findall(r'<img src="(/board/[^"]+)"', page))
        for source in sources:
            if self._timed(lambda source=source: client.get(source)).status_code != 200:  # type: ignore[misc]
                raise WrongAnswer(f"there is no picture {source}")
        if not sources:
            raise WrongAnswer(f"{address} shows no picture")
        return page

    def _timed(self, ask: "Callable[[], Any]") -> Any:
        began = perf_counter()
        answer = ask()
        self.seconds += perf_counter() - began
        self.requests += 1
        return answer


if __name__ == "__main__":
    main()
