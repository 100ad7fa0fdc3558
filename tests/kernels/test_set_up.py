"""`python -m kernels` compiles every kernel, so that none is compiled when ballots are there."""

import subprocess
import sys
from pathlib import Path

import kernels


def test_set_up_imports_every_file_of_kernels() -> None:
    says = "import sys, kernels.__main__ as one; one.main(); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True).stdout.split()
    files = {file.stem for file in Path(kernels.__file__).parent.glob("*.py")} - {"__init__", "__main__"}
    assert {f"kernels.{name}" for name in files} <= set(loaded)
