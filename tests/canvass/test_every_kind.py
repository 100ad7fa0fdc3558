"""Every kind of ballot goes through the board, the audit, and the checks: each is shown, compared, and read again."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import cv2
import numpy as np
import pytest
from django.test import Client
from numpy.typing import NDArray

from audit.committee import MemberId
from audit.contests import Unit, contests_of, precincts_of
from audit.coverage import BatchFigures, MachineFigures
from audit.events.before import AuditOpened
from audit.rules import MCA_2023
from audit.sheet_figures import Figures
from audit.state import AuditState, Stage, UnitState
from audit.tally_sheets import EntryMode, Round
from audit.tally_sheets import Sheet as TallySheet
from canvass.accounts.roles import Role
from canvass.board.pictures.addresses import ContestPart, contest_parts, line_part
from canvass.board.pictures.contest_areas import box_px
from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.record.audit_log import AuditLog
from imaging.sheets import REPEATS, ReadPrintout, ReadSheet
from tabulate.board.places import SheetName
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import ChoiceId
from tabulate.ledger.entries import SheetCounted, SheetEntry, SheetNotRead, SheetQuestioned, images_of
from tests.canvass.board.conftest import appointed
from tests.canvass.kinds import ASKED, BATCH, NEW, SHEETS, SIDEWAYS, TORN, Gray, Kind, changed, make_kind
from tests.canvass.web.served_records import Site, account_name, copy_record, make_accounts, site_of

JUDGE, ADMINISTRATOR = Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR
HAND_MARKED = tuple(kind for kind in Kind if kind is not Kind.PRINTOUT)


@pytest.fixture(scope="module", params=Kind)
def kind(request: pytest.FixtureRequest) -> Kind:
    return Kind(request.param)


@pytest.fixture(scope="module")
def counted(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a kind, with a board of three judges."""
    directory = make_kind(kind, tmp_path_factory.mktemp("kind"))
    with site_of(directory) as site:
        make_accounts(each=3)
        Deciding(site.record).enter(appointed("1", 1))
    return directory


@pytest.fixture
def site(counted: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(copy_record(counted, tmp_path / "served")) as served:
        yield served


def sheets(site: Site) -> list[SheetEntry]:
    """Those of BATCH."""
    found = [site.record.sheet(BATCH, number) for number in range(1, SHEETS + 1)]
    return [sheet for sheet in found if sheet is not None]


def page_at(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, f"{response.status_code} at {address}"
    return str(response.content.decode())


def pictures_of(client: Client, page: str) -> dict[str, NDArray[np.uint8]]:
    """Every picture that a page shows or leads to, by its address; each is there and is one."""
    addresses = re.findall(r'(?:src|href|data-seen)="([^"]*/pictures?/[^"]*)"', page)
    found = {}
    for address in dict.fromkeys(map(unescape, addresses)):
        response = client.get(address)
        assert response.status_code == 200, f"{response.status_code} at {address}"
        assert response["Content-Type"] in ("image/png", "image/jpeg")
        content = np.frombuffer(b"".join(response), np.uint8)
        picture = cv2.imdecode(content, cv2.IMREAD_GRAYSCALE)
        assert picture is not None, address
        found[address] = np.asarray(picture, np.uint8)
    return found


def test_each_deck_holds_what_these_tests_are_about(kind: Kind, site: Site) -> None:
    *read, torn = sheets(site)
    assert isinstance(torn, SheetNotRead)
    assert all(isinstance(sheet, SheetCounted | SheetQuestioned) for sheet in read), read
    device = kind is Kind.PRINTOUT
    assert {type(sheet.reading) for sheet in read} == {ReadPrintout if device else ReadSheet}
    layouts = site.record.election.layouts
    assert bool(layouts.measured) is (kind in (Kind.LEARNED, Kind.MEASURED))
    assert bool(layouts.cards) is (kind in (Kind.GRID, Kind.PRINTOUT))
    blanks = {page.blank is not None for card in layouts.measured for page in card.pages}
    assert blanks == {Kind.LEARNED: {True}, Kind.MEASURED: {False}}.get(kind, set())


def test_the_review_page_shows_each_contest_in_question(kind: Kind, site: Site) -> None:
    client, lines = site.client(JUDGE), 0
    for sheet in sheets(site):
        ballot = Deciding(site.record).ballot(SheetName(BATCH, sheet.reading.number)).ballot
        page = page_at(client, f"/board/ballots/{BATCH}/{sheet.reading.number}/decide/")
        shown = pictures_of(client, page)
        assert any(address.endswith("/page-1") for address in shown)
        for contest in ballot.contests_in_question:
            pictures = [picture for address, picture in shown.items() if f"/contest-{contest}-" in address]
            expected = 0 if kind is Kind.PRINTOUT or ballot.votes is None else 2
            assert len(pictures) >= expected, f"{contest} of sheet {sheet.reading.number}: {list(shown)}"
        lines += sum("/line-" in address for address in shown)
    assert (lines > 0) is (kind is not Kind.PRINTOUT)


def test_every_picture_of_a_page_stands_upright(site: Site) -> None:
    client = site.client(ADMINISTRATOR)
    for sheet in sheets(site):
        shown = pictures_of(client, page_at(client, f"/board/ballots/{BATCH}/{sheet.reading.number}/"))
        whole = [picture for address, picture in shown.items() if "/page-" in address]
        assert whole
        assert sheet.reading.number == TORN or all(height > width for height, width in (p.shape for p in whole))


def test_look_alike_write_ins_stand_side_by_side(kind: Kind, site: Site) -> None:
    client, crops = site.client(JUDGE), 0
    for contest in site.record.election.contests:
        if contest.write_ins:
            page = page_at(client, f"/board/write-ins/?contest={contest.id}")
            pending = Deciding(site.record).questions.pending_lines(contest.id, 1)
            pictured = pictures_of(client, page)
            typed = re.findall(r"Printed: <strong>([^<]+)</strong>", page)
            assert len(typed if kind is Kind.PRINTOUT else pictured) == len(pending)
            crops += len(pending)
    assert crops


def test_a_ballot_is_transferred_with_its_contests_before_the_board(kind: Kind, site: Site) -> None:
    client = site.client(JUDGE)
    for number, card in ((ASKED, ""), (TORN, site.record.election.cards[0].id)):
        address = f"/board/ballots/{BATCH}/{number}/decide/"
        round_ = Deciding(site.record).ballot(SheetName(BATCH, number)).ballot.round
        sent = {"round": str(round_), "order": "kind", "action": "decide", "v0": "transfer", "style": card}
        page = client.post(address, sent).content.decode()
        assert "Now say what votes the board finds on it" in page
        sheet = site.record.sheet(BATCH, number)
        assert sheet is not None
        contests = re.findall(r'data-contest="([^"]+)"', page)
        assert len(set(contests)) > 5
        shown = pictures_of(client, page)
        pictured = {contest for contest in contests if any(f"/contest-{contest}-" in address for address in shown)}
        assert pictured == (set(contests) if isinstance(sheet.reading, ReadSheet) else set())


def test_original_and_new_ballot_are_compared(site: Site) -> None:
    work = Deciding(site.record)
    people = ("Ann", "Bob", "Cy")
    for number, original in (("T-1", ASKED), ("T-2", TORN)):
        work.enter(TransferMade(number, TransferReason.DAMAGED, BATCH, original, people))
    work.enter(TransferPaired("T-2", NEW, 1, account_name(JUDGE)))
    client = site.client(JUDGE)
    assert "T-1" in page_at(client, "/board/transfers/")
    page = page_at(client, "/board/transfers/one/?number=T-2")
    ballots = re.findall(r'href="(/board/ballots/[^"]+)"', page)
    assert ballots == [f"/board/ballots/{BATCH}/{TORN}/", f"/board/ballots/{NEW}/1/"]
    for ballot in ballots:
        assert pictures_of(client, page_at(client, ballot))


def test_the_audit_s_why_page_shows_the_contest_of_each_ballot(
    kind: Kind, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, shown = site.client(ADMINISTRATOR), 0
    state = _locked(site)
    monkeypatch.setattr(AuditLog, "state", state)
    for number in range(1, len(state.units) + 1):
        page = page_at(client, f"/audit/counts/{number}/why/")
        pictures = re.findall(r'src="(/audit/counts/\d+/why/\d+/picture/)"', page)
        for address in pictures:
            response = client.get(address)
            assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg"), address
        shown += len(pictures)
    assert (shown >= len(state.units)) is (kind is not Kind.PRINTOUT)


def _locked(site: Site) -> AuditState:
    """An audit of every contest on the first ballot, in its precinct, with each manual count locked."""
    election, first = site.record.election, sheets(site)[0]
    assert not isinstance(first, SheetNotRead)
    precinct = first.votes.precinct
    assert precinct is not None
    day = election.date
    opened = AuditOpened(
        MCA_2023.id,
        MCA_2023.policy,
        election.title,
        day,
        election.county,
        election.definition_sha256,
        contests_of(election),
        precincts_of(election),
    )
    member = MemberId("member")
    tally = TallySheet(member, EntryMode.TOTALS, Figures(0, (), 0, 0))
    rounds = (Round(1, MemberId("reader"), (member,), (tally,)),)
    units = []
    for reading in first.votes.contests:
        unit = Unit(precinct, reading.contest)
        figures = MachineFigures(unit, SHEETS, (BatchFigures(BATCH, "scanner", SHEETS, (), 0, 0),))
        units.append(UnitState(unit, Stage.SAMPLE, figures, rounds))
    return AuditState(opened, units=tuple(units))


def _copies(site: Site, folder: Path, number: int, kind: Kind) -> None:
    """The scans of a sheet of BATCH: of a device the same files, of the others as if they were scanned once more."""
    sheet = site.record.sheet(BATCH, number)
    assert sheet is not None
    folder.mkdir()
    for image in images_of(sheet):
        content = site.record.images.place(image.sha256, image.file).read_bytes()
        (folder / image.file).write_bytes(content if kind is Kind.PRINTOUT else changed(content, _lighter))


def _lighter(page: Gray) -> Gray:
    return np.asarray(cv2.addWeighted(page, 0.9, np.full_like(page, 250), 0.1, 0), np.uint8)


def test_a_paper_scanned_twice_stands_beside_its_first_scan(kind: Kind, site: Site, tmp_path: Path) -> None:
    _copies(site, tmp_path / "again", SIDEWAYS, kind)
    count(site.record, tmp_path / "again", BatchRequest("AB-002", "scanner"), SilentProgress())
    again = site.record.sheet("AB-002", 1)
    assert isinstance(again, SheetNotRead)
    assert {reason.code for reason in again.reading.reasons} <= REPEATS
    client = site.client(JUDGE)
    page = page_at(client, "/board/ballots/AB-002/1/decide/")
    assert "This scan: sheet 1 of batch AB-002" in page
    assert f"Counted: sheet {SIDEWAYS} of batch {BATCH}" in page
    addresses = pictures_of(client, page)
    assert {address.split("/")[3] for address in addresses} == {"AB-002", BATCH}


def test_the_command_line_reads_each_kind_draws_it_upright_and_verifies_the_record(
    kind: Kind, counted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = ["--layout", str(counted / "layout.json")] if kind in (Kind.LEARNED, Kind.MEASURED) else []
    command = ["read", str(counted / "definition.json"), str(counted.parent / "scans"), *layout, "--json"]
    run([*command, "--overlay", str(tmp_path / "seen")])
    read = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [bool(sheet["contests"]) for sheet in read] == [True] * (SHEETS - 1) + [False]
    drawn = [cv2.imread(str(file)) for file in sorted((tmp_path / "seen").iterdir())]
    sides = 1 if kind in (Kind.LEARNED, Kind.PRINTOUT) else 2
    assert len(drawn) == sides * (SHEETS - 1)
    assert all(picture is not None and picture.shape[0] > picture.shape[1] for picture in drawn)
    assert run(["verify", str(counted), "--images"]) == 0


@pytest.mark.parametrize("kind", HAND_MARKED, indirect=True)
def test_a_contest_s_picture_holds_its_own_ovals_and_no_other(site: Site) -> None:
    election, looked_at = site.record.election, 0
    for sheet in sheets(site)[:-1]:
        assert isinstance(sheet, SheetCounted | SheetQuestioned)
        assert isinstance(sheet.reading, ReadSheet)
        meanings = election.card(sheet.reading.card).meanings
        for reading in sheet.votes.contests:
            parts = contest_parts(sheet, election, reading.contest)
            inside = {number for part in parts for number in _inside(site, part)}
            own = {number for number, one in enumerate(meanings, 1) if one.contest == reading.contest}
            assert inside == own
            looked_at += len(own)
        for number, one in enumerate(meanings, 1):
            if one.write_in:
                part = line_part(sheet, election, one.contest, ChoiceId(one.choice))
                assert part is not None
                assert _inside(site, part) == {number}
    assert looked_at > 50


def _inside(site: Site, part: ContestPart) -> set[int]:
    """The numbers of the targets of the part's page whose centres lie in its picture."""
    scan = cv2.imread(str(site.record.images.place(part.page.source.sha256, part.page.source.file)), 0)
    assert scan is not None
    height, width = scan.shape
    sideways = width > height
    box = box_px(part.area, part.page, max(height, width), min(height, width))
    found = set()
    for target in part.reading.targets:
        row, col = target.centre_row_px, target.centre_col_px
        if sideways:  # the picture was turned a quarter against the clock
            row, col = col, height - 1 - row
        if target.side is part.page.side and box.top <= row < box.bottom and box.left <= col < box.right:
            found.add(target.number)
    return found
