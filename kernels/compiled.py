"""A loop compiled for one kind of input: at set-up, where it is kept, and from where its first call takes it.

What no sheet at hand needs is not even looked for: a loop that only other loops call is part of their machine code, so
that it is taken by itself only where one of them must be compiled. Numba itself takes half a second to load. So it is
loaded by the first loop that is called: commands that read no sheet never wait for it.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

Loop = Callable[..., Any]


def compiled(signature: str) -> "Callable[[Loop], CompiledLoop]":
    """Have the loop below compiled for `signature`, in Numba's words, and for nothing else."""
    return lambda loop: CompiledLoop(loop, signature)


class CompiledLoop:
    """A loop that is called as if it were compiled already."""

    def __init__(self, loop: Loop, signature: str) -> None:
        """`loop` is compiled for `signature`, or taken from where it is kept, when it is first called."""
        self.loop = loop
        self.signature = signature

    def __call__(self, *arguments: Any) -> Any:
        """What the loop returns. Raises TypeError where the arguments do not fit the signature."""
        return self.by_numba(*arguments)

    @cached_property
    def by_numba(self) -> Any:
        """What Numba makes of the loop; the loop as it stands where NUMBA_DISABLE_JIT is set."""
        from numba import njit
        from numba.core.dispatcher import Dispatcher

        from kernels.kept import KeptLoop

        _tell_numba_of_compiled_loops()
        dispatcher = njit(nogil=True)(self.loop)
        if isinstance(dispatcher, Dispatcher):
            dispatcher._cache = KeptLoop(self.loop)  # type: ignore[attr-defined, no-untyped-call]
            dispatcher.compile(self.signature)
            dispatcher.disable_compile()
        return dispatcher


@cache
def _tell_numba_of_compiled_loops() -> None:
    """To a loop that calls another, that one is Numba's own: both become one piece of machine code."""
    from numba.extending import typeof_impl

    @typeof_impl.register(CompiledLoop)
    def _as_numba_sees_it(loop: CompiledLoop, context: Any) -> Any:
        return typeof_impl(loop.by_numba, context)
