"""The campaign goes on where it stopped: a share is kept whole or not at all, and never twice."""

from pathlib import Path

import pytest

from benchmarks.campaign.running import run
from benchmarks.campaign.work_folder import CampaignHead, CampaignStopped, WorkFolder, code_sha256
from tests.benchmarks.tallies import made_up, read_made_up

HEAD = CampaignHead(7, "ab" * 32)


def lines(folder: Path) -> list[str]:
    return (folder / "shares.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def test_what_was_read_is_there_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path, HEAD)
    for share in (0, 2, 1):
        work.append(made_up(share))
    again = WorkFolder(tmp_path, HEAD)
    assert sorted(again.tallies) == [0, 1, 2]
    assert again.tallies[2].to_line() == made_up(2).to_line()


def test_a_share_that_was_half_written_is_read_again(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path, HEAD)
    work.append(made_up(0))
    work.append(made_up(1))
    whole = lines(tmp_path)
    for cut in (1, len(whole[1]) // 2, len(whole[1]) - 1):
        (tmp_path / "shares.jsonl").write_text(whole[0] + whole[1][:cut], encoding="utf-8")
        again = WorkFolder(tmp_path, HEAD)
        assert sorted(again.tallies) == [0]
        again.append(made_up(1))
        assert lines(tmp_path) == whole


@pytest.mark.parametrize(
    ("head", "why"),
    [(CampaignHead(8, "ab" * 32), "of another seed"), (CampaignHead(7, "cd" * 32), "read by other code")],
)
def test_shares_of_another_seed_or_other_code_are_not_added_to(tmp_path: Path, head: CampaignHead, why: str) -> None:
    WorkFolder(tmp_path, HEAD).append(made_up(0))
    with pytest.raises(CampaignStopped, match=why):
        WorkFolder(tmp_path, head)


def test_a_damaged_line_is_named_and_nothing_is_read_over_it(tmp_path: Path) -> None:
    WorkFolder(tmp_path, HEAD).append(made_up(0))
    place = tmp_path / "shares.jsonl"
    place.write_text('{"share": 0}\n' + place.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CampaignStopped, match="is damaged"):
        WorkFolder(tmp_path, HEAD)
    assert len(lines(tmp_path)) == 2


def test_the_report_takes_shares_in_order_without_a_gap_and_no_more_than_it_needs(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path, HEAD)
    for share in (0, 1, 3, 4):
        work.append(made_up(share, positions=100))
    assert [tally.share for tally in work.in_order(1000)] == [0, 1]
    work.append(made_up(2))
    assert [tally.share for tally in work.in_order(250)] == [0, 1, 2]


def test_the_code_has_one_hash_until_it_changes(tmp_path: Path) -> None:
    module = tmp_path / "imaging" / "reader.py"
    module.parent.mkdir()
    module.write_text("INK = 1\n", encoding="utf-8")
    before = code_sha256(tmp_path)
    assert code_sha256(tmp_path) == before
    module.write_text("INK = 2\n", encoding="utf-8")
    assert code_sha256(tmp_path) != before


def test_how_the_report_is_written_does_not_make_shares_stale(tmp_path: Path) -> None:
    folder = tmp_path / "benchmarks" / "campaign"
    folder.mkdir(parents=True)
    (folder / "report.py").write_text("WIDE = 1\n", encoding="utf-8")
    before = code_sha256(tmp_path)
    (folder / "report.py").write_text("WIDE = 2\n", encoding="utf-8")
    assert code_sha256(tmp_path) == before
    (folder / "grid.py").write_text("ROUND = 2\n", encoding="utf-8")
    assert code_sha256(tmp_path) != before


def test_a_run_reads_what_is_missing_and_stops_when_it_has_enough(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path, HEAD)
    for share in (0, 2):
        work.append(made_up(share))
    assert run(work, 7, 450, processes=2, minutes=None, tell=lambda _: None, read=read_made_up)
    assert {0, 1, 2, 3, 4} <= set(work.tallies)
    assert [work.tallies[share].sheets for share in range(5)] == [3, 7, 3, 7, 7]
    numbers = [line.split(",")[0] for line in lines(tmp_path)]
    assert len(numbers) == len(set(numbers)) <= 9  # what was under way is kept


def test_a_run_whose_time_is_up_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path, HEAD)
    work.append(made_up(0))
    assert not run(work, 7, 450, processes=1, minutes=0.0, tell=lambda _: None, read=read_made_up)
    assert sorted(work.tallies) == [0]
