"""Another system's pictures are read into a record: each has one entry, none is in a total, and it verifies."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from canvass import clock
from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.errors import InputError, Interrupted, RefusedError, SealedError
from canvass.record import open_record
from canvass.rereading import blind_reading
from canvass.rereading.blind_reading import PicturesAsked, read_pictures
from canvass.verifying.ledger import verify_ledger
from canvass.verifying.pictures_held import verify_pictures
from tabulate.board.outside.picture_entries import ApartAs, PictureRead, PicturesClosed, PictureSetApart
from tabulate.ledger.fold import fold
from tabulate.votes import Counted
from test_ballots.coded_edge.edge_packages import (
    PackedAs,
    card_page,
    g4_pdf,
    packed,
    summary_pdf,
    write_package,
)
from tests.canvass.rereading.edge_county import EdgeCounty, pictures, votes_of, write_county
from tests.tabulate.later_outside_entries import FILE, NAMED
from tests.tabulate.later_record_entries import RECORDS

if TYPE_CHECKING:
    from canvass.record.store import Record

QUIET = SilentProgress()
AFTER = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
FILE_FIRST = replace(FILE, earlier="")
BEFORE = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def edge_county(tmp_path_factory: pytest.TempPathFactory) -> EdgeCounty:
    return write_county(tmp_path_factory.mktemp("edge"))


@pytest.fixture(autouse=True)
def after_the_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)


@pytest.fixture
def edge_record(edge_county: EdgeCounty, tmp_path: Path) -> Iterator["Record"]:
    assert run(["new", str(tmp_path / "record"), str(edge_county.definition)]) == 0
    with open_record(tmp_path / "record") as opened:
        yield opened


@pytest.fixture
def asked(edge_county: EdgeCounty, tmp_path: Path) -> Callable[[list[tuple[str, bytes]]], PicturesAsked]:
    def package(files: list[tuple[str, bytes]]) -> PicturesAsked:
        write_package(tmp_path / "images.zip", files)
        return PicturesAsked(tmp_path / "images.zip", (edge_county.layout,), (), "clerk")

    return package


def _stored() -> list[tuple[str, bytes]]:
    """Pictures in every way of storing, and beside each the record of its votes."""
    ways = list(PackedAs)
    files: list[tuple[str, bytes]] = []
    for at, one in enumerate(pictures()):
        files += packed(one, ways[at % len(ways)]).items()
        files.append((f"{one.folder}/{one.key}c.pdf", summary_pdf(one.key, "North", "1", ["Sheriff A Counted"])))
    return files


def test_every_picture_is_read_as_its_voter_meant_and_is_in_no_total(
    edge_record: "Record", asked: Callable[..., PicturesAsked]
) -> None:
    report = read_pictures(edge_record, asked(_stored()), QUIET)
    assert sum(one.read for one in report.batches) == len(pictures())
    truths = {one.key: one.truth for one in pictures()}
    read = [entry for entry in edge_record.entries() if isinstance(entry, PictureRead)]
    assert sorted(one.key for one in read) == sorted(truths)
    for one in read:
        truth = truths[one.key]
        assert (one.votes.ballot_style, one.votes.precinct) == (truth.ballot_style, truth.precinct)
        meant = votes_of(truth)
        for contest in one.votes.contests:
            if isinstance(contest, Counted):
                assert set(contest.choices) == meant[contest.contest], (one.key, contest)
    state = fold(edge_record.outlines())
    assert not state.batches
    assert state.real == fold([next(iter(edge_record.entries()))]).real
    closed = [entry for entry in edge_record.entries() if isinstance(entry, PicturesClosed)]
    assert sum(len(one.not_taken) for one in closed) == len(pictures()), "records stay closed, and are listed"
    check = verify_ledger(edge_record)
    assert check.problems == []
    assert verify_pictures(edge_record, check.pictures, QUIET) == []


def test_what_is_no_ballot_is_told_by_what_is_on_it_set_apart_and_never_lost(
    edge_record: "Record", asked: Callable[..., PicturesAsked]
) -> None:
    first, second, third = pictures()[:3]
    files = [
        ("A/1i.pdf", _with_summary(g4_pdf(first.pages))),
        ("A/2i.pdf", g4_pdf([card_page(["Sheriff: A", "Clerk: B", "Levy: Yes", "Bond: No"])])),
        ("A/3i.pdf", summary_pdf("3", "North", "1", ["Sheriff A Counted"])),
        ("A/4i.pdf", g4_pdf(second.pages)[:-400]),
        ("A/5i.pdf", g4_pdf(second.pages[:1])),
        ("A/6i.pdf", g4_pdf([*second.pages, *third.pages])),
        ("A/cover.pdf", g4_pdf(third.pages)),
        ("A/8i.pdf", g4_pdf(third.pages)),
        ("B/8i.pdf", g4_pdf(third.pages)),
        ("A/9i.pdf", b""),
    ]
    read_pictures(edge_record, asked(files), QUIET)
    entries = list(edge_record.entries())
    (read,) = (entry for entry in entries if isinstance(entry, PictureRead))
    assert read.key == "1"
    assert [(one.page, one.what) for one in read.apart] == [(3, ApartAs.SUMMARY)]
    apart = {
        (one.images[0].file if one.images else one.key): one.what for one in entries if isinstance(one, PictureSetApart)
    }
    assert apart == {
        "A/2i.pdf": ApartAs.CARD,
        "A/3i.pdf": ApartAs.SUMMARY,
        "A/4i.pdf": ApartAs.UNOPENED,
        "A/5i.pdf": ApartAs.UNREAD,
        "A/6i.pdf": ApartAs.UNREAD,
        "A/cover.pdf": ApartAs.NO_NUMBER,
        "A/8i.pdf": ApartAs.NUMBER_TWICE,
        "B/8i.pdf": ApartAs.NUMBER_TWICE,
        "A/9i.pdf": ApartAs.UNOPENED,
    }
    assert verify_pictures(edge_record, 10, QUIET) == []


def _with_summary(pdf: bytes) -> bytes:
    """The picture's PDF with a page of words behind it, as some exports have."""
    whole = pikepdf.open(io.BytesIO(pdf))
    whole.pages.extend(pikepdf.open(io.BytesIO(summary_pdf("1", "North", "1", ["Sheriff A Counted"]))).pages)
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def test_stopped_at_any_picture_the_same_command_goes_on_to_the_same_ledger(
    edge_record: "Record",
    edge_county: EdgeCounty,
    asked: Callable[..., PicturesAsked],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blind_reading, "PICTURES_A_COMMIT", 2)
    package = asked(_stored()[:8])
    stops = iter([False, True, True, False, False, False])
    for _ in range(2):
        with pytest.raises(Interrupted, match="goes on where it stopped"):
            read_pictures(edge_record, package, QUIET, lambda: next(stops))
    read_pictures(edge_record, package, QUIET, lambda: False)
    assert run(["new", str(tmp_path / "other"), str(edge_county.definition)]) == 0
    with open_record(tmp_path / "other") as other:
        read_pictures(other, package, QUIET)
        whole = list(other.entries())[1:]
    assert list(edge_record.entries())[1:] == whole
    again = read_pictures(edge_record, package, QUIET)
    assert again.read_now == 0


def test_a_package_of_the_same_name_with_other_files_is_refused(
    edge_record: "Record", asked: Callable[..., PicturesAsked]
) -> None:
    files = _stored()
    read_pictures(edge_record, asked(files[:2]), QUIET)
    head = edge_record.head()
    with pytest.raises(InputError, match="begun otherwise: the package is another one now"):
        read_pictures(edge_record, asked([*files[:2], ("Z/1.txt", b"x")]), QUIET)
    assert edge_record.head() == head


def test_nothing_is_read_before_the_polls_close(
    edge_record: "Record", asked: Callable[..., PicturesAsked], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = asked(_stored()[:2])
    monkeypatch.setattr(clock, "now", lambda: BEFORE)
    with pytest.raises(SealedError, match="13-35-241"):
        read_pictures(edge_record, package, QUIET)


def test_pictures_that_come_after_the_records_are_read_only_where_people_say_so(
    edge_record: "Record", asked: Callable[..., PicturesAsked]
) -> None:
    first, second = pictures()[:2]
    read_pictures(edge_record, asked([*packed(first).items()]), QUIET)
    names = replace(NAMED, precincts=(), contests=())
    mapping = edge_record.append([FILE_FIRST, names]).number
    edge_record.append([replace(RECORDS, mapping=mapping)])
    later = asked([*packed(second).items()])
    later.package.rename(later.package.with_name("more.zip"))
    later = replace(later, package=later.package.with_name("more.zip"))
    with pytest.raises(RefusedError, match="nothing would prove that they were read blind"):
        read_pictures(edge_record, later, QUIET)
    assert read_pictures(edge_record, replace(later, not_blind=True), QUIET).read_now == 1
    assert not fold(edge_record.outlines()).board.office.pictures.are_read_before(mapping + 1)


def test_a_ballots_table_tells_precinct_and_batch_and_a_file_with_votes_is_not_opened(
    edge_record: "Record", asked: Callable[..., PicturesAsked], tmp_path: Path
) -> None:
    first, second = pictures()[:2]
    table = "Cast Vote Record,Batch,Ballot Status,Original Ballot Exception,Precinct\n"
    table += f"{first.key},AB-07,Not Reviewed,Overvote,{first.folder.split('/')[0]}\n"
    (tmp_path / "ballots-1.csv").write_text(table)
    (tmp_path / "votes.csv").write_text(f"Cast Vote Record,Precinct,Ballot Style,Sheriff\n{first.key},N,1,A. Able\n")
    package = asked([*packed(first).items(), *packed(second).items()])
    with pytest.raises(InputError, match="nothing with votes is opened"):
        read_pictures(edge_record, _with_table(package, tmp_path / "votes.csv"), QUIET)
    report = read_pictures(edge_record, _with_table(package, tmp_path / "ballots-1.csv"), QUIET)
    precinct = first.folder.split("/")[0]
    names = [one.name for one in report.batches]
    assert names == [f"images.zip/AB-07/{precinct}", "images.zip/not in the table"]
    batches = fold(edge_record.outlines()).board.office.pictures.batches
    assert batches[names[0]].opened.precinct == first.truth.precinct
    assert batches[names[1]].opened.precinct is None


def _with_table(asked: PicturesAsked, table: Path) -> PicturesAsked:
    return PicturesAsked(asked.package, asked.layouts, (table,), asked.entered_by)


def test_a_picture_or_a_layout_that_was_changed_since_is_found(
    edge_record: "Record", asked: Callable[..., PicturesAsked]
) -> None:
    read_pictures(edge_record, asked(_stored()[:2]), QUIET)
    (read,) = (entry for entry in edge_record.entries() if isinstance(entry, PictureRead))
    place = edge_record.images.place(read.images[0].sha256, read.images[0].file)
    place.write_bytes(place.read_bytes() + b" ")
    (problem,) = verify_pictures(edge_record, 1, QUIET)
    assert "was changed" in problem
    opened = fold(edge_record.outlines()).board.office.pictures.batches[read.batch].opened
    assert opened.layout_sha256 is not None
    edge_record.images.place(opened.layout_sha256, "layout.json").unlink()
    problems = verify_ledger(edge_record).problems
    assert any("layout that pictures were read by was changed or is gone" in one for one in problems)


def test_the_command_says_what_it_did_and_the_help_shows_its_options(
    edge_record: "Record", asked: Callable[..., PicturesAsked], capsys: pytest.CaptureFixture[str]
) -> None:
    package = asked([*packed(pictures()[0]).items(), ("A/3i.pdf", summary_pdf("3", "N", "1", []))])
    edge_record.close()
    command = ["outside", "images", str(edge_record.directory), str(package.package), "--by", "clerk"]
    assert run(command) == 3
    assert "has no layout of its ballots" in capsys.readouterr().err
    assert run([*command, "--layout", str(package.layouts[0])]) == 1
    said = capsys.readouterr()
    assert "2 pictures now" in said.out
    assert "1 picture set apart" in said.err
    assert run(["verify", str(edge_record.directory), "--images"]) == 0
    assert "So were 2 pictures of another system." in capsys.readouterr().out
