"""The audit bound to a record: like with like, what is refused, and the same figures in every format."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from audit.contests import Unit, contests_of
from audit.coverage import Container, Treatment
from audit.errors import DiceError, Refused
from audit.events.before import CanvassSet
from audit.events.consequences import MachineBarredElsewhere
from audit.lists import lists_of
from audit.opening import open_audit
from audit.publication import publish
from audit.selection import NumberedList
from audit.state import Phase
from canvass.auditing.batch_figures import batches_of, machine_figures
from canvass.auditing.close_marks import closest_ballots
from canvass.auditing.drawing import WrittenRoll, check_rolls_columns, read_roll
from canvass.auditing.opening import opened_if_needed
from canvass.cli import run
from canvass.errors import RecordError
from canvass.record.audit_log import AuditLog, Turn
from canvass.verifying.ledger import verify_ledger
from imaging.sheets import Mark, Reason, ReasonCode, UnreadSheet
from tabulate.board.boards import BoardAppointed, BoardDismissed, Judge
from tabulate.board.polls import PollsClosed
from tabulate.csv_rows import rows_of
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Access, AccessRecorded, AuditRecorded, SheetNotRead
from tabulate.ledger.fold import fold
from tests.audit.audits import WHOLE
from tests.canvass.audited_county import SENATOR, CountedCounty, election_day

GOLDEN = Path(__file__).parents[1] / "audit" / "golden"
NORTH = PrecinctId("P01")
SENATE = Unit(NORTH, SENATOR)
MARKED, FAINT = Mark.MARKED, Mark.AMBIGUOUS


@pytest.fixture
def county(tmp_path: Path) -> Iterator[CountedCounty]:
    made = CountedCounty(tmp_path / "record")
    with made.record:
        yield made


def figures_of(county: CountedCounty, *batches: str, cast: int | None = None):
    state = fold(county.record.outlines())
    contest = next(one for one in contests_of(county.election) if one.id == SENATOR)
    return machine_figures(state, SENATE, contest, (Container("seal", batches),), cast)


def test_the_machines_figures_cover_exactly_the_batches_in_the_boxes(county: CountedCounty) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED}] * 3, "left scanner")
    county.count_batch("B", NORTH, [{"birch": MARKED}] * 2, "right scanner")
    county.count_batch("C", PrecinctId("P02"), [{"ash": MARKED}] * 9)
    both, one = figures_of(county, "A", "B"), figures_of(county, "B")
    assert [votes.votes for votes in both.votes] == [3, 2, 0, 0]
    assert both.machines == ("left scanner", "right scanner")
    assert [votes.votes for votes in one.votes] == [0, 2, 0, 0]
    with pytest.raises(Refused, match=r"13-17-503\(2\).*Batch C holds no ballot of precinct P01.*A, B"):
        figures_of(county, "A", "C")


def test_a_batch_of_several_precincts_gives_only_the_ballots_of_this_one(county: CountedCounty) -> None:
    county.count_precinct(1)
    county.count_precinct(2)
    state = fold(county.record.outlines())
    assert [(one.batch, one.ballots) for one in batches_of(state, NORTH)] == [("P01-polls", 20)]
    assert figures_of(county, "P01-polls").ballots == 20


def test_ballots_the_machine_was_not_sure_of_are_listed_one_by_one(county: CountedCounty) -> None:
    voted = [{"ash": MARKED, "elm": MARKED}, {"ash": FAINT, "elm": MARKED}, {"ash": MARKED, "birch": MARKED}]
    county.count_batch("A", NORTH, [*voted, {"write-in-0": MARKED}, {"elm": FAINT, "cedar": MARKED}])
    found = figures_of(county, "A")
    # Sheet 4's write-in and sheet 5's clean vote are the machine's; the faint mark and the overvote wait for people.
    assert [votes.votes for votes in found.votes] == [1, 0, 1, 1]
    assert [(one.sheet, one.treatment, one.reason) for one in found.listed] == [
        (2, Treatment.UNRESOLVED, "ambiguous mark"),
        (3, Treatment.UNRESOLVED, "overvote"),
    ]
    assert (found.ballots, found.left_out, found.ballots_cast, found.unaccounted) == (3, 2, 5, 0)


def test_the_ballots_with_marks_closest_to_a_threshold_come_first(county: CountedCounty) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED, "elm": MARKED}, {"elm": MARKED}, {"ash": FAINT, "elm": MARKED}])
    county.count_batch("B", PrecinctId("P02"), [{"ash": FAINT}])
    found = closest_ballots(county.record, SENATE, ("A", "B"))
    assert [(one.sheet, one.said) for one in found] == [
        (3, "set aside: ambiguous mark"),
        (1, "Ash"),
        (2, "no vote"),
    ]
    assert [target.mark for target in found[0].targets] == ["ambiguous", "unmarked", "unmarked", "unmarked"]


def test_case_23_of_the_reference_612_cast_and_three_never_resolved(county: CountedCounty) -> None:
    """605 read and 4 copies scanned make 609; 3 that were rejected are in neither count."""
    clean: list[dict[str, Mark]] = [{"ash": MARKED, "elm": MARKED}] * 609
    county.count_batch("A", NORTH, [*clean, *[{"ash": FAINT, "elm": MARKED}] * 3])
    found = figures_of(county, "A", cast=612)
    assert (found.ballots, found.left_out, found.most_ballots, found.unaccounted) == (609, 3, 609, 0)


def test_sheets_not_read_are_listed_where_they_are_ballots_of_the_precinct(county: CountedCounty) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED}])
    card = county.election.cards[0].id
    for number, code in ((2, ReasonCode.POSITION_UNCERTAIN), (3, ReasonCode.OTHER_ELECTION)):
        source = county.picture(f"unread-{number}", {})
        unread = UnreadSheet(number, (source,), (Reason(code, "seen"),), card if number == 2 else None)
        county.record.append([SheetNotRead("A", unread)])
    assert [(one.sheet, one.reason) for one in figures_of(county, "A").listed] == [(2, "position uncertain")]


def test_a_sheet_not_read_among_several_precincts_is_listed_for_each_and_counted_for_none(
    county: CountedCounty,
) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED}] * 3)
    south = county.sheet("A", PrecinctId("P02"), 4, {"birch": MARKED})
    unread = UnreadSheet(5, (county.picture("torn", {}),), (Reason(ReasonCode.POSITION_UNCERTAIN, "seen"),), None)
    county.record.append([south, SheetNotRead("A", unread)])
    found = figures_of(county, "A")
    assert [(one.sheet, one.treatment) for one in found.listed] == [(5, Treatment.PRECINCT_UNKNOWN)]
    assert (found.ballots, found.ballots_cast, found.left_out, found.unaccounted) == (3, 3, 0, 0)


def test_an_event_that_may_not_stand_where_it_stands_is_a_broken_record(county: CountedCounty) -> None:
    opened_if_needed(AuditLog(county.record))
    rows = [row.entry() for row in county.record.newest_of_kind("audit", None, 1)]
    assert isinstance(rows[0], AuditRecorded)
    county.record.append([rows[0]])
    with pytest.raises(RecordError, match="may not stand where it stands"):
        _ = AuditLog(county.record).state
    (problem,) = verify_ledger(county.record).problems
    assert "13-17-503(1)" in problem


def test_what_is_refused_leaves_no_entry(county: CountedCounty) -> None:
    log = AuditLog(county.record)
    before = county.record.head()
    with pytest.raises(Refused):
        log.take(open_audit(county.election), open_audit(county.election))
    assert county.record.head() == before
    assert log.state is None


def test_a_turn_that_fails_half_way_leaves_no_entry_and_the_audit_as_it_was(county: CountedCounty) -> None:
    log = AuditLog(county.record)
    before = county.record.head()
    with pytest.raises(OSError, match="half way"):
        fail_half_way(log)
    assert (county.record.head(), log.state) == (before, None)
    assert log.take(open_audit(county.election)).phase is Phase.OPENED


def test_a_turn_in_which_nothing_was_taken_wrote_nothing(county: CountedCounty) -> None:
    log = AuditLog(county.record)
    with log.turn() as empty:
        pass
    with log.turn() as turn:
        turn.take(open_audit(county.election))
    assert (empty.written, turn.written) == (False, True)


def fail_half_way(log: AuditLog) -> None:
    with log.turn() as turn:
        turn.take(open_audit(log.record.election))
        assert turn.open
        raise OSError("half way")


def test_a_turn_sees_what_another_process_wrote_before_it(county: CountedCounty) -> None:
    first, second = AuditLog(county.record), AuditLog(county.record)
    assert first.state is None
    second.take(open_audit(county.election))
    with first.turn() as turn:
        assert turn.state == second.state
        turn.take(CanvassSet(county.election.date + timedelta(days=10)))
    assert second.state == first.state == turn.state
    assert len(second.events) == 2


def test_an_audit_that_an_earlier_version_recorded_is_opened_and_goes_on(county: CountedCounty) -> None:
    events = json.loads((GOLDEN / "whole.events.json").read_text())
    county.record.append([AuditRecorded(name, body) for name, body in events])
    log = AuditLog(county.record)
    assert publish(log.events) == (GOLDEN / "whole.published.json").read_text()
    assert verify_ledger(county.record).problems == []
    log.take(MachineBarredElsewhere("another", "Primary Election", "ab" * 32))
    assert len(AuditLog(county.record).events) == len(events) + 1


def read_rolls(content: bytes, lists: tuple[NumberedList, ...]) -> list[WrittenRoll]:
    table = rows_of(content)
    check_rolls_columns(table)
    return [read_roll(row, lists) for row in table.rows]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("roll,red,white\n1,11,5\n", "Line 2.*ten-sided die shows 0 to 9"),
        ("roll,red,white\n1,6,5\n1,x,5\n", "Line 3"),
        ("roll,red,white\n1,6\n", "Line 2"),
        ("roll,red,white\none,6,5\n", "no number of a roll"),
        ("list,dice\nsheriffs,6 5\n", 'no list "sheriffs"'),
        ("red;white\n6;5\n", "columns"),
        ("", "columns"),
    ],
)
def test_a_file_of_rolls_that_is_none_is_refused_by_line(county: CountedCounty, text: str, words: str) -> None:
    lists = lists_of(opened_if_needed(AuditLog(county.record)))
    with pytest.raises(DiceError, match=f"(?s){words}"):
        read_rolls(text.encode(), lists)


def test_rolls_are_read_with_colors_or_as_dice_and_in_any_table_program_s_csv(county: CountedCounty) -> None:
    lists = lists_of(opened_if_needed(AuditLog(county.record)))
    colored = "Roll,Red,White,Blue,rolled_by\r\n1,6,5,,Dee\r\n,,,,\r\n2,0,1,,Dee\r\n"
    by_color = read_rolls(colored.encode("utf-8-sig"), lists)
    by_dice = read_rolls(b'list,dice\nprecincts,"6 5"\nprecincts,0 1\n', lists)
    assert [roll.faces for roll in by_color] == [roll.faces for roll in by_dice] == [(6, 5), (0, 1)]
    assert [roll.rolled_by for roll in by_color] == ["Dee", "Dee"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"dice\n" + b"9" * 200_000, "line 2 cannot be read"),
        (b'dice\n"6 5', "cannot be read"),
        (b"dice\n6\0 5\n", "no text"),
        (b"dice,Dice\n6 5,1 1\n", "two columns dice"),
        (b"\xff\xfe", "UTF-8"),
        (b"HEAD\n1,2,3,4,5,6,7,8\n", "line 2: found more cells"),
    ],
)
@pytest.mark.parametrize("command", ["select", "committee", "tally"])
def test_a_hostile_list_is_refused_in_words(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, content: bytes, words: str
) -> None:
    place = tmp_path / "list.csv"
    heads = {
        "select": b"roll,red,white",
        "committee": b"id,name,employee,resident,judge,vendor,maintained",
        "tally": b"row,ben,cal",
    }
    place.write_bytes(content.replace(b"HEAD", heads[command]))
    options = {
        "select": ("--rehearsal", "--dice", str(place)),
        "committee": (str(place), "--secretary", "Clerk"),
        "tally": (str(place), "--precinct", "P01", "--contest", "us-senator", "--reader", "ann"),
    }
    code, said = Clerk(county.record.directory, capsys).does(command, *options[command])
    assert (code, words in said) == (3, True), said


def test_a_rehearsal_is_held_again_from_a_file(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk, place = Clerk(county.record.directory, capsys), tmp_path / "rolls.csv"
    place.write_bytes(b"roll,dice\r" + b"".join(b"%d,%d %d\r" % (n, n // 10, n % 10) for n in range(1, 11)))
    for _ in range(2):
        code, said = clerk.does("select", "--rehearsal", "--dice", str(place))
        assert (code, "THIS IS A REHEARSAL" in said) == (0, True), said
    state = AuditLog(county.record).state
    assert state is not None
    assert state.selection.lists == ()


def late_selection(county: CountedCounty, folder: Path, capsys: pytest.CaptureFixture[str]) -> "Clerk":
    """A selection on the last day, before the unofficial results, of rolls that say nobody's name."""
    clerk, place = Clerk(county.record.directory, capsys), folder / "rolls.csv"
    place.write_text("roll,red,white\n" + "\n".join(f"{n},{n // 10},{n % 10}" for n in range(1, 11)))
    last_day = (election_day() + timedelta(days=9)).isoformat()
    code, said = clerk.does("select", "--dice", str(place), "--on", last_day)
    assert (code, f"announced on {last_day}" in said) == (0, True), said
    return clerk


def test_an_announced_selection_is_shown_on_any_later_day(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = late_selection(county, tmp_path, capsys)
    before = county.record.head()
    code, said = clerk.does("select", "--on", (election_day() + timedelta(days=10)).isoformat())
    assert (code, "The selection is complete and announced on" in said) == (0, True), said
    assert county.record.head() == before


def test_whoever_selects_by_the_rules_rolls_and_announces_where_no_name_is_said(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late_selection(county, tmp_path, capsys)
    state = AuditLog(county.record).state
    assert state is not None
    assert state.announced is not None
    assert set(state.selection.lists[0].rollers) == {"the board of state canvassers"}
    assert state.announced.announced_by == "the board of state canvassers"


def test_whoever_ever_sat_on_a_counting_board_is_barred_by_command_too(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judges = tuple(Judge(f"judge-{name.lower()}", name, "2026-10-01") for name in ("Ann", "Bea", "Cal"))
    county.record.append([BoardAppointed("1", judges, False, "clerk"), BoardDismissed("1", "clerk")])
    members = tmp_path / "members.csv"
    rows = "\n".join(f"{name},{name.title()},no,yes,no,no,no" for name in ("ann", "ben", "dee"))
    members.write_text(f"id,name,employee,resident,judge,vendor,maintained\n{rows}\n")
    on = (election_day() - timedelta(days=20)).isoformat()
    clerk = Clerk(county.record.directory, capsys)
    code, said = clerk.does("committee", str(members), "--secretary", "Clerk", "--on", on)
    assert (code, "Ann was an election judge in this election" in said) == (3, True)
    members.write_text(members.read_text().replace("ann,Ann", "eve,Eve"))
    assert clerk.does("committee", str(members), "--secretary", "Clerk", "--on", on)[0] == 0
    later = tuple(Judge(f"judge-{name.lower()}", name, "2026-11-02") for name in ("EVE ", "Bea", "Cal"))
    county.record.append([BoardAppointed("2", later, False, "clerk")])
    sheets = tmp_path / "sheets.csv"
    sheets.write_text("row,ben\n")
    where = ("--precinct", "P01", "--contest", "us-senator", "--reader", "dee")
    code, said = clerk.does("tally", str(sheets), *where)
    assert (code, "Eve sat on a counting board of this election" in said) == (3, True), said


@pytest.mark.parametrize(
    "words",
    [
        ("oath", "ann", "--before", "the chair"),
        ("cause", "us-senator", "--cause", "user error", "--found-by", "ann", "--evidence", "none"),
    ],
    ids=["oath", "cause"],
)
def test_a_day_that_is_none_is_refused_before_anything_is_asked(
    county: CountedCounty, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    opened_if_needed(AuditLog(county.record))
    command, *options = words
    code, said = Clerk(county.record.directory, capsys).does(command, *options, "--on", "11/15/2024")
    assert (code, "'11/15/2024' is no date. Write it as in 2026-11-03." in said) == (3, True), said


def test_the_file_that_is_published_is_the_audit_as_it_was_when_published(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    AuditLog(county.record).take(*WHOLE)
    turn_as_it_is, file = AuditLog.turn, tmp_path / "published.json"

    def turn_after_another(log: AuditLog) -> AbstractContextManager[Turn]:
        monkeypatch.setattr(AuditLog, "turn", turn_as_it_is)
        AuditLog(county.record).take(MachineBarredElsewhere("another", "Primary Election", "ab" * 32))
        return log.turn()

    monkeypatch.setattr(AuditLog, "turn", turn_after_another)
    code, said = Clerk(county.record.directory, capsys).does("publish", "--out", str(file))
    log = AuditLog(county.record)
    assert log.state is not None
    assert log.state.published is not None
    assert (code, log.state.published.published_sha256 in said) == (0, True), said
    assert file.read_text() == publish(log.events)
    assert log.state.published.published_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


class Clerk:
    """Somebody at the command line."""

    def __init__(self, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.record, self._capsys = record, capsys

    def does(self, command: str, *options: str) -> tuple[int, str]:
        code = run(["audit", command, str(self.record), *options])
        said = self._capsys.readouterr()
        return code, said.out + said.err


def test_a_county_of_three_precincts_audited_by_command(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(1, 66):
        county.count_batch(f"B{number}", PrecinctId(f"P{number:02d}"), [{"ash": MARKED, "for": MARKED}] * 7)
    clerk = Clerk(county.record.directory, capsys)
    county.record.append([AccessRecorded("clerk", "election administrator", Access.SIGNED_IN)])
    assert clerk.does("unofficial")[0] == 6
    county.record.append([PollsClosed("clerk")])
    code, said = clerk.does("select")
    assert (code, "13-17-503(1)" in said) == (3, True)
    assert clerk.does("unofficial")[0] == 0
    too_early = (election_day() + timedelta(days=3)).isoformat()
    code, said = clerk.does("select", "--on", too_early)
    assert (code, "outside the days of the selection" in said) == (3, True)

    members = tmp_path / "members.csv"
    rows = "\n".join(f"{name},{name.title()},no,yes,no,no,no" for name in ("ann", "ben", "cal"))
    members.write_text(f"id,name,employee,resident,judge,vendor,maintained\n{rows}\n")
    before = (election_day() - timedelta(days=20)).isoformat()
    assert clerk.does("committee", str(members), "--secretary", "Clerk", "--on", before)[0] == 0
    for name in ("ann", "ben", "cal"):
        assert clerk.does("oath", name, "--before", "the chair")[0] == 0

    rolls = tmp_path / "rolls.csv"
    rolls.write_text("roll,red,white\n" + "\n".join(f"{n},{n // 10},{n % 10}" for n in range(1, 11)))
    code, said = clerk.does("select", "--dice", str(rolls), "--json")
    assert (code, json.loads(said)["lists"][0]["sample"]) == (0, [f"P{n:02d}" for n in range(1, 8)])
    assert clerk.does("packets", "--out", str(tmp_path / "packets"))[0] == 0
    assert len(list((tmp_path / "packets").glob("*.pdf"))) == 8

    for number in range(1, 8):
        where = ["--opened-by", "Ann", "--box", f"seal-{number}=B{number}"]
        assert clerk.does("boxes", f"P{number:02d}", *where)[0] == 0
    sheets = tmp_path / "sheets.csv"
    for number in range(1, 8):
        for contest, figures in (
            ("us-senator", "ash,7,7\nbirch,0,0\ncedar,0,0\nwrite-ins,0,0"),
            ("ca-116", "for,7,7\nagainst,0,0"),
        ):
            differs = (number, contest) == (3, "us-senator")
            rows = figures.replace("7,7", "6,6").replace("birch,0,0", "birch,1,1") if differs else figures
            sheets.write_text(f"row,ben,cal\nballots,7,7\n{rows}\nundervotes,0,0\novervotes,0,0\n")
            where = ["--precinct", f"P{number:02d}", "--contest", contest, "--reader", "ann"]
            assert clerk.does("tally", str(sheets), *where)[0] == 0
    assert clerk.does("compare")[0] == 0
    code, said = clerk.does("certify", "--signed", "ann", "--signed", "ben")
    assert (code, "Cal did not sign" in said) == (3, True)
    assert clerk.does("certify", "--signed", "ann", "--signed", "ben", "--signed", "cal")[0] == 0
    for form in ("pdf", "html", "csv", "json"):
        assert clerk.does("report", "--out", str(tmp_path / f"report.{form}"))[0] == 0
    check_same_figures(tmp_path)
    published = tmp_path / "published.json"
    assert clerk.does("publish", "--out", str(published))[0] == 0
    assert run(["audit", "replay", str(published)]) == 0
    assert run(["audit", "statewide", str(published), "--out", str(tmp_path / "all.csv")]) == 0
    assert "Larkspur County" in (tmp_path / "all.csv").read_text()
    again = tmp_path / "published (1).json"
    again.write_bytes(published.read_bytes())
    assert run(["audit", "statewide", str(again), str(published)]) == 3
    assert "published.json are both of Larkspur County, and say the same" in capsys.readouterr().err


def check_same_figures(folder: Path) -> None:
    """Every cell of the CSV's tables stands in the HTML, and both counts in the JSON."""
    page = unescape(re.sub(r"<[^>]+>", "\n", (folder / "report.html").read_text()))
    words = set(page.split("\n"))
    cells = [cell for row in csv.reader(io.StringIO((folder / "report.csv").read_text())) for cell in row]
    numbers = [cell for cell in cells if cell.lstrip("'").lstrip("-").isdigit()]
    assert len(numbers) > 300
    assert {cell.lstrip("'") for cell in cells if cell} <= words | {""}
    units = json.loads((folder / "report.json").read_text())["units"]
    third = [unit for unit in units if unit["precinct"] == "P03" and unit["contest"] == "us-senator"]
    assert [(line["machine"], line["manual"]) for line in third[0]["choices"]] == [(7, 6), (0, 1), (0, 0), (0, 0)]
    paper = pdfium.PdfDocument((folder / "report.pdf").read_bytes())
    text = "\n".join(page.get_textpage().get_text_range() for page in paper)
    # No word of a heading is broken in a narrow column.
    assert {"Threshold", "Rounds", "Unaccounted"} <= set(text.split())
