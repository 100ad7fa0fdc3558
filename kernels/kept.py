"""Where the loops that were compiled at set-up are kept, and how they are taken from there."""

from pathlib import Path
from typing import Any

from numba.core.caching import FunctionCache, InTreeCacheLocator
from numba.core.runtime import rtsys  # type: ignore[attr-defined]

from kernels import columns


class CompiledAtSetUp(InTreeCacheLocator):
    """Numba's cache beside the source; unlike Numba's own, which wants to write there, content to read what is there.

    Numba asks for it after its own, by the name that `kernels` gives it.
    """

    def ensure_cache_path(self) -> None:
        """Raise FileNotFoundError where the loop was not compiled there: Numba then looks for another place."""
        place = Path(self.get_cache_path())  # type: ignore[no-untyped-call]
        beginning = f"{Path(self._py_file).stem}.*-{self.get_disambiguator()}."  # type: ignore[no-untyped-call]
        if next(place.glob(f"{beginning}*.nbi"), None) is None:
            raise FileNotFoundError(f"{place} holds no compiled loop like {beginning}nbi")


class KeptLoop(FunctionCache):
    """Numba's cache of one loop, without what Numba does before it looks there.

    Numba then learns again of everything that can be compiled, a tenth of a second's work and not needed to run what is
    compiled; where a loop has to be compiled after all, its compiler does the same by itself.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The loop compiled for `sig`; None where it is not kept for this source and this processor."""
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)  # type: ignore[no-untyped-call]

    def _index_key(self, sig: Any, codegen: Any) -> Any:
        # columns' numbers are in the machine code; by itself, Numba asks whether the loop's own file is as it was
        numbers = tuple(sorted((name, value) for name, value in vars(columns).items() if isinstance(value, int)))
        return *super()._index_key(sig, codegen), numbers  # type: ignore[no-untyped-call]
