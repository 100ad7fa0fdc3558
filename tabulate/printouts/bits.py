"""Reading a stream of bits, most significant first."""

from tabulate.printouts.coded import damaged


class Bits:
    """The bits of some bytes, not yet read."""

    def __init__(self, data: bytes) -> None:
        """Begin at the first byte's most significant bit."""
        self._number = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    def take(self, count: int) -> int:
        """The next `count` bits as a number. Raises CodeRefused where there are fewer."""
        if count > self._left:
            raise damaged("the QR code ends early")
        self._left -= count
        return self._number >> self._left & (1 << count) - 1

    def up_to(self, most: int) -> int:
        """The next number of 0 to `most`, in as many bits as `most` needs, one at least. Raises CodeRefused."""
        number = self.take(max(1, most.bit_length()))
        if number > most:
            raise damaged(f"the QR code holds {number} where at most {most} is possible")
        return number

    def end(self) -> None:
        """Nothing but the zero bits that fill the last byte may follow. Raises CodeRefused."""
        if self._left > 7:
            raise damaged(f"the QR code holds {self._left} bits after its end")
        if self.take(self._left):
            raise damaged("the QR code does not end with zeros")
