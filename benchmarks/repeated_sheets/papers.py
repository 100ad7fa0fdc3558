"""Papers by number, each voted and scanned as its number and the seed alone say, and kept in shares of a thousand."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from benchmarks.measures import ROOT
from benchmarks.repeated_sheets.cut_ballots import Scanner, Slip, scanned_ink, voted_slip
from imaging.papers.ink_index import WAVES
from imaging.sheets import InkFingerprint
from test_ballots.voters.pens import MarkKind

MARKS = 14
"""Ovals on every slip, all marked: every paper is voted alike."""
A_SHARE = 1000
KINDS: Mapping[MarkKind, float] = MappingProxyType(
    {
        MarkKind.FILL: 0.70,
        MarkKind.SCRIBBLE: 0.20,
        MarkKind.CHECK: 0.04,
        MarkKind.CROSS: 0.03,
        MarkKind.LINE: 0.03,
    }
)
"""How voters mark. Careful fills are the least different from each other."""
SCANNER = Scanner()
ANY_SCANNER = Scanner((144, 150, 200, 200, 240, 300, 300, 400, 600))
_CODE = ("imaging/papers/fingerprint.py", "imaging/ink_levels.py", "kernels/fingerprints.py")


@dataclass(frozen=True, slots=True)
class Papers:
    """So many papers of a seed. `folder` keeps what was scanned."""

    folder: Path
    seed: int

    def slip(self, number: int, marks: int = MARKS) -> Slip:
        """The paper with this number, from 0."""
        rng = np.random.default_rng((self.seed, marks, number))
        kinds = list(KINDS)
        kind = kinds[int(rng.choice(len(kinds), p=list(KINDS.values())))]
        return voted_slip(marks, kind, rng)

    def scan(self, number: int, time: int, scanner: Scanner, marks: int = MARKS) -> InkFingerprint:
        """The ink of a paper as its `time`-th scan shows it, from 1."""
        return scanned_ink(self.slip(number, marks), scanner, np.random.default_rng((self.seed, marks, number, time)))

    def share(self, share: int) -> list[InkFingerprint]:
        """The first scans of a thousand papers, from number 1000 times `share`; made once, then kept."""
        file = self.folder / f"{_code_digest()}-{self.seed}" / f"share-{share:04d}.npz"
        if not file.exists():
            made = [self.scan(number, 1, SCANNER) for number in range(share * A_SHARE, (share + 1) * A_SHARE)]
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".part.npz")
            shapes = np.array([np.frombuffer(bytes.fromhex(ink.shapes), np.int8) for ink in made])
            np.savez(part, shapes=shapes, noise=np.array([ink.noise_permille for ink in made]))
            part.replace(file)
        return _kept(file)


def _kept(file: Path) -> list[InkFingerprint]:
    with np.load(file) as arrays:
        targets = tuple(range(1, arrays["shapes"].shape[1] // WAVES + 1))
        return [
            InkFingerprint(targets, shapes.tobytes().hex(), int(noise))
            for shapes, noise in zip(arrays["shapes"], arrays["noise"], strict=True)
        ]


def _code_digest() -> str:
    """Of the code that the scans depend on, so that none of another version is taken for this one's."""
    files = [ROOT / name for name in _CODE] + sorted((ROOT / "test_ballots").glob("*.py"))
    files += [ROOT / "benchmarks" / "repeated_sheets" / name for name in ("cut_ballots.py", "papers.py")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
