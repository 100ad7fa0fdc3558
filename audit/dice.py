"""Ten-sided dice and the numbers they stand for (ARM 44.3.1719).

Red is the first digit, white the second, blue the third. One die for
up to 10, two for up to 100, three beyond. Where all dice show 0 the number is 10, 100 or 1000.
"""

from audit.errors import DiceError

Faces = tuple[int, ...]
"""What the dice show, red first: each 0 to 9."""

COLORS = ("red", "white", "blue")
LARGEST_LIST = 1000
"""More cannot be numbered with three dice."""


def dice_for(count: int) -> int:
    """How many dice a list of `count` numbers is drawn with: 1, 2 or 3. Raises DiceError beyond 1,000."""
    if count > LARGEST_LIST:
        raise DiceError(f"A list of {count:,} is too long: three ten-sided dice number at most {LARGEST_LIST:,}.")
    return 1 if count <= 10 else 2 if count <= 100 else 3


def number_of(faces: Faces) -> int:
    """The number a roll stands for. All zeros stand for 10, 100 or 1000."""
    value = 0
    for face in faces:
        value = 10 * value + face
    return int(value or 10 ** len(faces))


def checked(faces: Faces, dice: int) -> Faces:
    """The roll, if `dice` ten-sided dice can show it. Raises DiceError."""
    if len(faces) != dice:
        named = ", ".join(COLORS[:dice])
        raise DiceError(
            f'The roll "{text_of(faces)}" shows {len(faces)} dice, and {dice} are rolled here ({named}). '
            "Give the faces in that order, with spaces between them."
        )
    for face in faces:
        if not 0 <= face <= 9:
            raise DiceError(
                f'The roll "{text_of(faces)}" has a face of {face}: a ten-sided die shows 0 to 9. '
                "Look at the dice again; where they were put away, roll again."
            )
    return faces


def text_of(faces: Faces) -> str:
    """A roll as people write it: `6 5`."""
    return " ".join(map(str, faces))


def parse_rolls(text: str, dice: int) -> tuple[Faces, ...]:
    """The rolls of a text such as `6 5, 6 6, 0 1`: faces parted by spaces, rolls by commas, semicolons or lines.

    Raises DiceError, naming the roll by its number from 1.
    """
    parts = text.replace(";", ",").replace("\n", ",").strip().strip(",").split(",")
    if parts == [""]:
        return ()
    return tuple(_parse(number, part, dice) for number, part in enumerate(parts, 1))


def _parse(number: int, part: str, dice: int) -> Faces:
    words = part.split()
    if not words or not all(word.isascii() and word.isdigit() and len(word) < 5 for word in words):
        raise DiceError(
            f'Roll {number} reads "{part.strip()}", which is no roll: expected {dice} faces of 0 to 9 '
            "with spaces between them, and a comma between rolls."
        )
    try:
        return checked(tuple(map(int, words)), dice)
    except DiceError as error:
        raise DiceError(f"Roll {number}: {error}") from None
