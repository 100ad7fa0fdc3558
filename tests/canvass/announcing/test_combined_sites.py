"""`canvass publish combine`: the sites of counties as one of the state, and none that was altered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from canvass.announcing.combining import combined
from canvass.announcing.snapshot import Snapshot, SnapshotSaid, snapshot_bytes, snapshot_of
from canvass.cli import run
from canvass.errors import RefusedError
from tests.canvass.announcing.night_sites import contest_made, everything, key_for, put, snapshot_of_county

SENATOR, HOUSE = "state/senator", "HD-12/house"
ROWS = [(10, 9, 1), (20, 15, 5), (8, 12, 0)]


def county(fips: str, *, house: bool = True, rows: list[tuple[int, int, int]] = ROWS) -> Snapshot:
    contests = [contest_made("senator", rows, SENATOR), contest_made("mayor", rows)]
    return snapshot_of_county(fips, [*contests, *([contest_made("house", rows, HOUSE)] if house else [])])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, snapshot in (("one", county("30001")), ("two", county("30003")), ("far", county("30005", house=False))):
        put(tmp_path / name, key_for(tmp_path, name), snapshot)
    key_for(tmp_path, "state")
    return tmp_path


def combine(folder: Path, *sites: str, more: tuple[str, ...] = ()) -> int:
    keys = [word for one in ("one", "two", "far") for word in ("--county-key", str(folder / f"{one}.key.pub"))]
    named = [str(folder / one) for one in sites]
    out = ["--out", str(folder / "state"), "--key", str(folder / "state.key")]
    return run(["publish", "combine", *named, *out, *keys, *more])


def newest(site: Path) -> dict[str, Any]:
    found = json.loads((site / "download/results.json").read_bytes())
    return {one["contest"]: one for one in found["contests"]}


def test_contests_of_several_counties_are_added_up_and_others_stay_their_own(folder: Path) -> None:
    assert combine(folder, "one", "two", "far") == 0
    found = newest(folder / "state")
    assert set(found) == {"state.senator", "HD-12.house", "30001.mayor", "30003.mayor", "30005.mayor"}
    votes = {id_: [one["votes"] for one in contest["choices"]] for id_, contest in found.items()}
    assert votes["state.senator"] == [38 * 3, 36 * 3]
    assert votes["HD-12.house"] == [38 * 2, 36 * 2]
    assert votes["30001.mayor"] == [38, 36]
    files = everything(folder / "state")
    assert b"County 30003" in files["contest/state.senator/index.html"]
    assert b"senator" in files["county/30005/index.html"].lower()
    assert combine(folder, "one", "two", "far") == 0, "nothing is new"
    assert everything(folder / "state") == files


def write_again(path: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        place = site / path
        content = place.read_bytes()
        assert old in content
        place.unlink()  # Another file: the same one has further names.
        place.write_bytes(content.replace(old, new, 1))

    return change


def move_a_vote(site: Path) -> None:
    """Whoever changes the figures, the manifest and the log alike still has no key."""
    manifest = json.loads((site / "s/0/manifest.json").read_bytes())
    old = site / manifest["snapshot"]
    content = old.read_bytes().replace(b'"votes":38', b'"votes":39').replace(b'"votes":36', b'"votes":35')
    name = f"o/{sha256(content).hexdigest()}.json"
    (site / name).write_bytes(content)
    text = json.dumps(manifest | {"snapshot": name}, sort_keys=True, separators=(",", ":")).encode()
    (site / "s/0/manifest.json").write_bytes(text)
    line = json.loads((site / "snapshots.jsonl").read_bytes()) | {"manifest": sha256(text).hexdigest()}
    (site / "snapshots.jsonl").write_text(json.dumps(line, sort_keys=True, separators=(",", ":")) + "\n")


def without(path: str) -> Callable[[Path], None]:
    return lambda site: (site / path).unlink()


ALTERED: dict[str, Callable[[Path], None]] = {
    "a vote on the first page": write_again("index.html", b'<td class="n">38', b'<td class="n">83'),
    "a vote on a contest's page": write_again("contest/mayor/index.html", b">38<", b">83<"),
    "a vote in the embedded table": write_again("contest/mayor/embed.html", b">38<", b">83<"),
    "a vote in the download": write_again("download/results.json", b'"votes":38', b'"votes":83'),
    "a feed": write_again("contest/mayor.atom", b"first snapshot", b"last snapshot"),
    "the feed of all": write_again("all.atom", b"first snapshot", b"last snapshot"),
    "a pointer": write_again("contest/mayor.json", b"o/", b"../"),
    "the newest pointer": write_again("latest.json", b'"snapshot":0', b'"snapshot":9'),
    "the message": write_again("latest.json", b'"message":""', b'"message":"stay at home"'),
    "the script": write_again("night.js", b"use strict", b"use strict;evil"),
    "the hour in the log": write_again("snapshots.jsonl", b"22:15", b"23:15"),
    "a hash in the log": write_again("snapshots.jsonl", b'"manifest":"', b'"manifest":"00'),
    "the log emptied": write_again("snapshots.jsonl", b"{", b"["),
    "the manifest": write_again("s/0/manifest.json", b'"number":0', b'"number":1'),
    "the size in the head": write_again("checkpoint", b"\n1\n", b"\n2\n"),
    "another name in the head": write_again("checkpoint", b"one.mt", b"two.mt"),
    "no signature": write_again("checkpoint", b"\xe2\x80\x94", b"-"),
    "no head": without("checkpoint"),
    "no page": without("contest/mayor/index.html"),
    "no pointer": without("latest.json"),
    "figures, manifest and log alike": move_a_vote,
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_site_is_refused(folder: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    ALTERED[what](folder / "one")
    capsys.readouterr()
    assert combine(folder, "one", "two") != 0
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "one" in said
    assert not (folder / "state").exists()


def test_a_site_that_nobody_vouches_for_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder / "stranger", key_for(folder, "stranger"), county("30007"))
    assert combine(folder, "one", "stranger") != 0
    assert "no --county-key is of that name" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"fewest": 30}, "not alike"),
        ({"dissent": 3}, "not alike"),
        ({"date": "2026-06-02"}, "is of the election of"),
        ({"fips": "30001"}, "Two sites are of"),
        ({"fips": ""}, "no county"),
        ({"contests": (contest_made("senator", ROWS, "HD-9/senator"),)}, None),
        ({"contests": (replace(contest_made("senator", ROWS, SENATOR), seats=2),)}, "not the same contest"),
    ],
)
def test_counties_that_are_not_alike_are_not_added_up(changed: dict[str, object], why: str | None) -> None:
    pair = [county("30001"), replace(county("30003"), **changed)]  # type: ignore[arg-type]
    if why is None:
        assert "HD-9.senator" in {one.contest for one in combined(pair, None, SnapshotSaid()).contests}
        return
    with pytest.raises(RefusedError, match=why):
        combined(pair, None, SnapshotSaid())


def test_a_choice_of_another_name_is_refused() -> None:
    one, two = county("30001"), county("30003")
    (ann, bob), first = two.contests[0].choices, two.contests[0]
    two = replace(two, contests=(replace(first, choices=(bob, ann)), *two.contests[1:]))
    assert combined([one, two], None, SnapshotSaid()).contests[0].choices[0].name == "Ann Ames"
    two = replace(two, contests=(replace(first, choices=(replace(ann, name="Anna"), bob)), *two.contests[1:]))
    with pytest.raises(RefusedError, match="ann is Ann Ames in one county"):
        combined([one, two], None, SnapshotSaid())


def test_figures_that_fall_take_the_county_s_reason_or_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert combine(folder, "one", "two") == 0
    before = everything(folder / "state")
    fewer = replace(county("30001", rows=[(10, 9, 1), (12, 15, 5), (8, 12, 0)]), release=9)
    put(folder / "one", folder / "one.key", fewer)
    assert combine(folder, "one", "two") != 0
    assert "smaller than in snapshot 0" in " ".join(capsys.readouterr().err.split())
    assert everything(folder / "state") == before
    put(folder / "one", folder / "one.key", replace(fewer, release=11, said=SnapshotSaid(correction="one box twice")))
    assert combine(folder, "one", "two") == 0
    assert b"County 30001: one box twice" in (folder / "state/index.html").read_bytes()


def test_a_county_that_is_left_out_the_next_time_is_a_fall_though_others_counted_more_since(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    local = [county("30001"), county("30003"), county("30005")]
    for name, one in zip(("one", "two", "far"), local, strict=True):
        put(folder / name, folder / f"{name}.key", replace(one, release=8, contests=one.contests[:1]))
    assert combine(folder, "one", "two", "far") == 0
    before = everything(folder / "state")
    more = contest_made("senator", [(100, 90, 10), (200, 150, 50), (80, 120, 0)], SENATOR)
    put(folder / "one", folder / "one.key", replace(local[0], release=9, contests=(more,)))
    capsys.readouterr()
    assert combine(folder, "one", "two") != 0
    assert "County 30005, which is not there any more" in " ".join(capsys.readouterr().err.split())
    assert everything(folder / "state") == before
    assert combine(folder, "one", "two", more=("--correction", "County 30005 counts anew")) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "soon"},
        {"at": "2026-11-03T22:15:00"},
        {"date": "3\r\nNovember"},
        {"unshown": -1},
        {"contests": (contest_made("senator", [(10, 9, 1), (20, -15, 5)], SENATOR),)},
    ],
    ids=["no hour", "no offset", "no day", "fewer than none", "votes below none"],
)
def test_a_snapshot_with_what_is_no_hour_or_no_figure_is_none_whoever_signed_it(changed: dict[str, Any]) -> None:
    assert snapshot_of(snapshot_bytes(county("30001"))) == county("30001")
    assert snapshot_of(snapshot_bytes(replace(county("30001"), **changed))) is None


def test_the_newest_hour_of_the_state_is_the_latest_and_not_the_last_by_its_letters() -> None:
    summer = replace(county("30001"), at="2026-11-01T01:50:00-06:00")
    winter = replace(county("30003"), at="2026-11-01T01:10:00-07:00")
    assert combined([summer, winter], None, SnapshotSaid()).at == winter.at


@pytest.mark.long
def test_56_counties_are_one_site_in_seconds(tmp_path: Path) -> None:
    local = [contest_made(f"local-{one}", ROWS) for one in range(6)]
    wide = [contest_made(f"wide-{one}", ROWS, f"state/wide-{one}") for one in range(8)]
    counties = [snapshot_of_county(str(30_001 + 2 * one), [*wide, *local]) for one in range(56)]
    key, begun = key_for(tmp_path, "state"), perf_counter()
    put(tmp_path / "state", key, combined(counties, None, SnapshotSaid()))
    assert perf_counter() - begun < 20
    assert len(list((tmp_path / "state/contest").glob("*/index.html"))) == 8 + 6 * 56
    shutil.rmtree(tmp_path / "state")
