"""What is said once of a batch whose scans keep no colours."""


def colourless_words(batch: str) -> str:
    """The note, with what to do."""
    return (
        f"Batch {batch} is scanned without colour. A mark in ink that only colour shows, as a yellow highlighter's, is "
        "paper there, and nobody is asked about it. Scan in colour, or look for such marks on the ballots; `canvass "
        "doctor` says which colours the scanner drops."
    )
