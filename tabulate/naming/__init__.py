"""Names for the targets of a blank, from the words printed beside and above them. What is not certain gets none.

    names = name_targets(pages, style, election)

Two steps: what each target's own words say (`beside`, `choices`), then which run of targets is which contest
(`contests`), so that every choice of a contest is found exactly once, or its doubtful targets stay without a name.
"""

from tabulate.naming.contests import name_targets
from tabulate.naming.page_text import NamedTarget, PageText, Word

__all__ = ["NamedTarget", "PageText", "Word", "name_targets"]
