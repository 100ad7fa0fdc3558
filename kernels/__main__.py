"""Compile every kernel, so that nothing is compiled when ballots are there: `python -m kernels`, at set-up."""

from pathlib import Path
from pkgutil import resolve_name


def main() -> None:
    """Import every file of this folder: a kernel is compiled, or found compiled, where it is defined."""
    for file in sorted(Path(__file__).parent.glob("[!_]*.py")):
        resolve_name(f"kernels.{file.stem}")


if __name__ == "__main__":
    main()
