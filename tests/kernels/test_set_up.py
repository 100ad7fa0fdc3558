"""`python -m kernels` compiles every kernel, so that none is compiled when ballots are there."""

import shutil
import subprocess
import sys
from pathlib import Path

import kernels
import kernels.__main__ as main


def test_set_up_imports_every_file_of_kernels() -> None:
    says = "import sys, kernels.__main__ as one; one.main(); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True).stdout.split()
    files = {file.stem for file in Path(kernels.__file__).parent.glob("*.py")} - {"__init__", "__main__"}
    assert {f"kernels.{name}" for name in files} <= set(loaded)


def test_loops_compiled_at_set_up_are_found_in_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    main.main()
    environment = {"NUMBA_CACHE_LOCATOR_CLASSES": "kernels.compiled.CompiledAtSetUp", "PATH": ""}
    command = [sys.executable, "-c", "from kernels import histogram as one; print(one._gray_histogram.stats)"]
    root = Path(kernels.__file__).parent.parent
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert "cache_misses=Counter()" in done.stdout
    assert "__pycache__" in done.stdout
    moved = tmp_path / "kernels"
    shutil.copytree(root / "kernels", moved, ignore=shutil.ignore_patterns("__pycache__"))
    elsewhere = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "no locator available" in elsewhere.stderr
