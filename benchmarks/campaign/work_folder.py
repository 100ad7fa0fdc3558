"""The campaign's work folder: what code and seed it belongs to, and a line for each share that was read whole.

A share is one line, appended in one write and made durable before the next begins. A line that a killed run left
without its end is cut off when the folder is opened again; nothing else ever changes.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.campaign.tallies import ShareTally
from benchmarks.measures import ROOT

_CODE = ("kernels", "imaging", "tabulate", "test_ballots", "benchmarks/campaign")
_HEAD, _SHARES = "campaign.json", "shares.jsonl"
_BESIDE_READING = ("__main__", "figures", "picture", "report", "running", "showing")
"""Modules of the campaign that no share's outcome depends on."""


class CampaignStopped(Exception):  # noqa: N818 - it is what it says
    """The campaign cannot go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class CampaignHead:
    """What the shares of a folder have in common."""

    seed: int
    code_sha256: str


def code_sha256(root: Path = ROOT) -> str:
    """The hash of all code that a share's outcome depends on: the reader's and the simulator's."""
    digest = hashlib.sha256()
    for folder in _CODE:
        for path in sorted((root / folder).rglob("*.py")):
            if path.stem not in _BESIDE_READING or folder != _CODE[-1]:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


class WorkFolder:
    """An open work folder. One process writes it."""

    def __init__(self, folder: Path, head: CampaignHead) -> None:
        """Open or begin it. Raises CampaignStopped where it is of another seed or other code, or is damaged."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / _HEAD
        if place.exists():
            self._compare(json.loads(place.read_text(encoding="utf-8")), head)
        else:
            place.write_text(json.dumps(asdict(head), indent=1) + "\n", encoding="utf-8")
        self.tallies = {tally.share: tally for tally in self._read()}

    def _compare(self, found: dict[str, object], head: CampaignHead) -> None:
        if found == asdict(head):
            return
        why = "of another seed" if found.get("seed") != head.seed else "read by other code"
        raise CampaignStopped(
            f"The shares in {self.folder} are {why}; they cannot be added to those of this run. Give another folder "
            "with --work, or remove this one."
        )

    def _read(self) -> list[ShareTally]:
        place = self.folder / _SHARES
        if not place.exists():
            return []
        content = place.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):
            os.truncate(place, len(whole))
        try:
            return [ShareTally.from_line(line) for line in whole.decode().splitlines()]
        except (ValueError, KeyError, TypeError) as error:
            raise CampaignStopped(
                f"{place} is damaged ({error}). Remove the folder and begin again, or restore the file."
            ) from error

    def append(self, tally: ShareTally) -> None:
        """Keep a share's tally: whole and durable, or not at all."""
        with (self.folder / _SHARES).open("ab") as file:
            file.write(tally.to_line().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.tallies[tally.share] = tally

    def in_order(self, positions: int) -> list[ShareTally]:
        """The shares from the first on, without a gap, as few as hold so many positions; all of them where none do.

        So the report of a finished run is the same whatever was read at the same time, or between two stops.
        """
        found: list[ShareTally] = []
        read = 0
        while len(found) in self.tallies and read < positions:
            found.append(self.tallies[len(found)])
            read += found[-1].positions
        return found
