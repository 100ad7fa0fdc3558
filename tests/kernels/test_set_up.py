"""`python -m kernels` compiles every kernel, so that none is compiled when ballots are there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import kernels
import kernels.__main__ as main

ROOT = Path(kernels.__file__).parent.parent

ONE_CALL = """
import sys
import numpy as np
from kernels import neighbours as one
usual = one.neighbour_shifts(np.eye(2, dtype=np.int64), np.ones((2, 2), np.int64), np.ones(2, bool))
print(usual.tolist(), one._neighbour_shifts.by_numba.stats)
print("by itself:", [name for name, value in vars(one).items() if "by_numba" in getattr(value, "__dict__", {})])
print("compiler:", "numba.np.arraymath" in sys.modules)
"""


def run(program: str, folder: Path, **environment: str) -> str:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_set_up_compiles_every_loop_of_every_file() -> None:
    sources = {file.name: file.read_text("utf-8") for file in Path(kernels.__file__).parent.glob("*.py")}
    assert [name for name, source in sources.items() if "njit" in source] == ["compiled.py"]
    written = {name for text in sources.values() for name in re.findall(r"^@compiled\([^@]*?^def (\w+)", text, re.M)}
    assert {loop.loop.__name__ for loop in main.every_loop()} == written
    assert [len(loop.signatures) for loop in main.main()] == [1] * sum(
        t.count("\n@compiled(") for t in sources.values()
    )


def test_loops_compiled_at_set_up_are_found_in_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    main.main()
    environment = {"NUMBA_CACHE_LOCATOR_CLASSES": "kernels.kept.CompiledAtSetUp", "PATH": ""}
    found = run(ONE_CALL, ROOT, **environment)
    assert "cache_misses=Counter()" in found
    assert "__pycache__" in found
    moved = tmp_path / "kernels"
    shutil.copytree(ROOT / "kernels", moved, ignore=shutil.ignore_patterns("__pycache__"))
    assert "no locator available" in run(ONE_CALL, tmp_path, **environment)


def test_the_first_call_takes_its_loop_alone_and_wakes_no_compiler() -> None:
    main.main()
    assert run(ONE_CALL, ROOT, PATH="").splitlines()[1:] == ["by itself: ['_neighbour_shifts']", "compiler: False"]


def test_what_is_not_kept_is_compiled_with_all_it_calls_and_kept(tmp_path: Path) -> None:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    first, again = run(ONE_CALL, ROOT, **environment), run(ONE_CALL, ROOT, **environment)
    assert "cache_hits=Counter()" in first
    assert "by itself: ['_twice_median', '_neighbour_shifts']\ncompiler: True" in first
    assert "cache_misses=Counter()" in again
    assert "by itself: ['_neighbour_shifts']\ncompiler: False" in again
    assert first.split(" _Comp")[0] == again.split(" _Comp")[0]
