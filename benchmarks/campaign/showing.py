"""Makes one sheet of the campaign again and says what is wrong with its reading."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.campaign.grid import plan_share
from benchmarks.campaign.judging import wrong_positions
from benchmarks.campaign.shares import printed, read_made, sheet_of
from imaging.sheets import Mark, ReadSheet, UnreadSheet
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record


def show(seed: int, share: int, sheet: int, scan: int, folder: Path) -> str:
    """Write a sheet's scans, truth and definition below `folder`; return what reading it gives, in lines."""
    folder = folder / f"share-{share}-sheet-{sheet}-scan-{scan}"
    plan = plan_share(seed, share)
    made, press = sheet_of(plan, sheet, scan), printed(plan)
    scans = folder / "scans"
    scans.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="campaign-") as alone:
        reading = read_made(made, plan, Path(alone))
    for name, content in zip(made.names, made.contents, strict=True):
        (scans / name).write_bytes(content)
    (folder / "definition.json").write_bytes(press.definition)
    (folder / "truth.json").write_text(json.dumps(asdict(made.truth), indent=1) + "\n", encoding="utf-8")
    lines = [f"share {share}: {plan.ballots_name}, {plan.treatment}", f"{made.truth.pen}, {made.truth.dpi:g} dpi"]
    match reading:
        case UnreadSheet():
            lines += [f"refused: {reason.code}: {reason.detail}" for reason in reading.reasons]
        case ReadSheet():
            wrong = wrong_positions(reading, cast_vote_record(reading, press.press.election, CURRENT_RULES), made.truth)
            doubted = sum(target.mark is Mark.AMBIGUOUS for target in reading.targets)
            lines += [f"{len(reading.targets)} targets read, {doubted} ambiguous"]
            lines += [f"wrong: {one}" for one in wrong] or ["nothing wrong"]
        case _:
            lines.append("wrong: read as a device printout")
    return "\n".join([*lines, f"written to {folder}"])
