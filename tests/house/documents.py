"""The documents as they are published, for the tests that hold them against the code."""

from tests.house.tree import published_texts, short

PAGES = {short(path): text for path, text in published_texts() if path.suffix == ".md"}
FOR_PEOPLE = {name: text for name, text in PAGES.items() if name == "README.md" or name.startswith("docs/")}


def table_rows(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table after `heading`, without its head."""
    _, found, after = text.partition(heading)
    lines = [line for line in (found + after).split("\n#")[0].splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows[1:] if set(row[0]) != {"-"}]
