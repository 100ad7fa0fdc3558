"""Compile every kernel, so that nothing is compiled when ballots are there: `python -m kernels`, at set-up."""

from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from kernels.compiled import CompiledLoop


def every_loop() -> Iterator[CompiledLoop]:
    """Each loop of this folder, those too that only other loops call."""
    for file in sorted(Path(__file__).parent.glob("[!_]*.py")):
        module = resolve_name(f"kernels.{file.stem}")
        yield from (
            one
            for one in vars(module).values()
            if isinstance(one, CompiledLoop) and one.loop.__module__ == module.__name__
        )


def main() -> list[Any]:
    """Compile each loop, or find it compiled; what Numba makes of each."""
    return [loop.by_numba for loop in every_loop()]


if __name__ == "__main__":
    main()
