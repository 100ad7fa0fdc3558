"""Compiled loops over plain arrays: no ballots, no candidates, no files.

Integers in, integers out; pixels are (row, col); gray pages are uint8 (H, W), C order, 0 is black. Each file has a
public function that checks what it is given and a private compiled loop below it with exactly one signature.
Positions and vectors that need more than a whole pixel are integers in 1/64 pixel (`_px64`).
"""

import os

# Where a folder that only an administrator may write to holds the compiled loops, they are taken from there.
os.environ.setdefault(
    "NUMBA_CACHE_LOCATOR_CLASSES",
    "UserProvidedCacheLocator,InTreeCacheLocator,kernels.kept.CompiledAtSetUp,UserWideCacheLocator",
)
