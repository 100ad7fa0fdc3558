"""A kernel is compiled once, for one kind of input, and its answer depends on nothing but that input."""

import importlib
import os
import pkgutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import kernels
from kernels.compiled import CompiledLoop
from tests import plain
from tests.kernels import fixed_calls as program
from tests.kernels.fixed_calls import fixed_calls

CALLS = fixed_calls()
NAMES = [call.kernel.__name__ for call in CALLS]
EACH_CALL = pytest.mark.parametrize("call", CALLS, ids=NAMES)


def loops_in(module):
    return [value for value in vars(module).values() if isinstance(value, CompiledLoop)]


def modules_with_loops():
    modules = [importlib.import_module(f"kernels.{found.name}") for found in pkgutil.iter_modules(kernels.__path__)]
    return [module for module in modules if loops_in(module)]


def compiled_loops():
    return [loop for module in modules_with_loops() for loop in loops_in(module)]


@pytest.mark.parametrize("loop", compiled_loops(), ids=lambda loop: loop.loop.__name__)
def test_each_loop_has_exactly_one_compiled_signature(loop):
    for call in CALLS:
        call.answer()
    assert len(loop.by_numba.signatures) == 1
    assert loop.by_numba.targetoptions["nogil"] is True
    assert not loop.by_numba.targetoptions.get("parallel")
    assert not loop.by_numba.targetoptions.get("fastmath")


def test_every_kernel_has_a_twin_and_a_fixed_call():
    public = {
        name
        for module in modules_with_loops()
        for name, value in vars(module).items()
        if callable(value) and not name.startswith(("_", "check_")) and value.__module__ == module.__name__
    }
    assert public == set(NAMES)
    assert all(hasattr(plain, name) for name in public)


@EACH_CALL
def test_the_fixed_calls_too_give_the_twins_answers(call):
    wanted = getattr(plain, call.kernel.__name__)(*call.arguments)
    found = call.answer()
    for one, other in zip(
        found if isinstance(found, tuple) else (found,), wanted if isinstance(wanted, tuple) else (wanted,), strict=True
    ):
        np.testing.assert_array_equal(one, other)


@EACH_CALL
def test_a_kernel_leaves_its_input_as_it_was(call):
    before = [np.copy(argument) for argument in call.arguments if isinstance(argument, np.ndarray)]
    call.answer()
    after = [argument for argument in call.arguments if isinstance(argument, np.ndarray)]
    assert before
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)


@EACH_CALL
def test_the_answer_is_the_same_again_and_on_several_threads_at_once(call):
    alone = [call.digest() for _ in range(3)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _: call.digest(), range(24)))
    assert set(alone) == set(together) == {alone[0]}


def test_interpreted_kernels_give_the_compiled_kernels_answers():
    root = Path(kernels.__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", program.__name__],
        cwd=root,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    answers = [word for call in CALLS for word in (call.kernel.__name__, call.digest())]
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["interpreted", *answers]
