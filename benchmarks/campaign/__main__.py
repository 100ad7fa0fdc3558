"""`python -m benchmarks.campaign`: read ten million positions, going on where it stopped, and write the report."""

import argparse
import sys
from pathlib import Path
from time import monotonic

from benchmarks.campaign.figures import GOAL_POSITIONS, add_up
from benchmarks.campaign.picture import draw_scores
from benchmarks.campaign.report import write_json, write_report
from benchmarks.campaign.running import run
from benchmarks.campaign.showing import show
from benchmarks.campaign.work_folder import CampaignHead, CampaignStopped, WorkFolder, code_sha256
from benchmarks.measures import ROOT

DEFAULT_SEED = 2026
_WORK = ROOT / "build" / "campaign"
_PICTURE = "campaign_scores.png"


def main(arguments: list[str] | None = None) -> int:
    """Read, report, and return 0 where nothing was wrong, 1 where something was, 3 or 8 where it stopped."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.campaign", description=__doc__)
    parser.add_argument("--positions", type=int, default=GOAL_POSITIONS, help="how many to read at least")
    parser.add_argument("--work", type=Path, default=_WORK, help="folder that keeps what was read")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks", help="folder for report, JSON and picture")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--minutes", type=float, help="stop after so long; the same command goes on later")
    parser.add_argument("--show", type=int, nargs=2, metavar=("SHARE", "SHEET"), help="make this sheet again, read it")
    parser.add_argument("--scan", type=int, default=0, help="with --show: which scan of the paper, from 0")
    asked = parser.parse_args(arguments)
    if asked.show:
        print(show(asked.seed, asked.show[0], asked.show[1], asked.scan, asked.work / "shown"))
        return 0
    try:
        work = WorkFolder(asked.work, CampaignHead(asked.seed, code_sha256()))
        enough = run(work, asked.seed, asked.positions, asked.processes, asked.minutes, _Progress(asked.positions))
    except CampaignStopped as error:
        print(error, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("Stopped; the same command goes on where it stopped.", file=sys.stderr)
        return 8
    return _report(work, asked.seed, asked.positions, asked.out, enough)


def _report(work: WorkFolder, seed: int, positions: int, out: Path, enough: bool) -> int:
    sums = add_up(work.in_order(positions))
    out.mkdir(parents=True, exist_ok=True)
    write_json(sums, seed, out / "campaign.json")
    draw_scores(sums, out / _PICTURE)
    write_report(sums, seed, _PICTURE, out / "campaign_report.md")
    print(f"\n{sums.positions:,} positions on {sums.sheets:,} sheets, {len(sums.misread)} wrong; report in {out}")
    if not enough:
        print("The time is up before all were read: the same command goes on.")
    return 1 if sums.misread else 0


class _Progress:
    """Says on one line how far it is."""

    def __init__(self, positions: int) -> None:
        self._positions = positions
        self._start = monotonic()

    def __call__(self, work: WorkFolder) -> None:
        read = sum(tally.positions for tally in work.tallies.values())
        wrong = sum(len(tally.misread) for tally in work.tallies.values())
        minutes = (monotonic() - self._start) / 60
        said = (
            f"{read:,} of {self._positions:,} positions, {len(work.tallies)} shares, {wrong} wrong, {minutes:.1f} min"
        )
        print(f"\r{said}, {minutes:.1f} min", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
