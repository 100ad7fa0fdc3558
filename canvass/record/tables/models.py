"""The record's tables. The ledger's rows are only ever added: the triggers of migration 0002 refuse everything else.

What follows `SheetImageRow` is worked out from the ledger and can be thrown away: see projections.py.
"""

from django.db import models


class LedgerRow(models.Model):
    """An entry of the ledger, as `tabulate/LEDGER.md` describes it."""

    number = models.IntegerField(primary_key=True)
    kind = models.CharField(max_length=64, db_index=True)
    written_at = models.CharField(max_length=27)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, default="", db_default="")
    """Empty in a ledger of format 1."""

    class Meta:
        """Named as the law's readers would look for it."""

        db_table = "ledger"


class SheetImageRow(models.Model):
    """An image of a sheet: an index into the ledger, by which a repeated image is noticed and a count resumes.

    `occurrence` is 1 for an image whose targets were counted, 2 and up for a repeat the operator let count, and null
    for an image that counted nothing (a blank back, a sheet that could not be read). Being unique together with the
    image, it makes counting an image twice impossible in the database itself.
    """

    entry = models.ForeignKey(LedgerRow, on_delete=models.PROTECT)
    batch = models.TextField()
    sheet = models.IntegerField()
    file = models.TextField()
    page = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    occurrence = models.IntegerField(null=True)

    class Meta:
        """Named for what it holds."""

        db_table = "sheet_image"
        constraints = (models.UniqueConstraint(fields=["sha256", "page", "occurrence"], name="image_counted_once"),)
        indexes = (models.Index(fields=["batch", "sheet"], name="image_by_sheet"),)


class FingerprintRow(models.Model):
    """The ink of a sheet that was read, by which another scan of its paper is known; worked out from its images.

    Never in the ledger, never exported. A device printout has none: its row says that there is nothing to work out.
    """

    entry = models.OneToOneField(LedgerRow, on_delete=models.PROTECT, primary_key=True)
    """The sheet's own."""
    batch = models.TextField()
    sheet = models.IntegerField()
    card = models.TextField()
    """Empty for a device printout."""
    told = models.BooleanField()
    """Whether another scan of the paper would be known for it."""
    noise_permille = models.IntegerField()
    marks = models.BinaryField()
    """50 bytes a mark: the target's number, the low byte first, and its shape."""
    repeats = models.ForeignKey(LedgerRow, on_delete=models.PROTECT, null=True, related_name="repeated_by")
    """The entry of the sheet that looks like the same paper, where the sheet was set aside for it."""

    class Meta:
        """Asked for card by card, or by sheet."""

        db_table = "fingerprint"
        constraints = (models.UniqueConstraint(fields=["batch", "sheet"], name="fingerprint_once"),)
        indexes = (models.Index(fields=["card", "entry"], name="fingerprint_by_card"),)


class SketchRow(models.Model):
    """Of sheets of one card that were kept together, just enough of the ink to look through all of the card.

    Worked out from `FingerprintRow`, written in the same transaction. A count reads the rows of a card when it meets
    the first sheet of it: a few thousand, where the fingerprints themselves are a hundred times as much.
    """

    card = models.TextField(db_index=True)
    batch = models.TextField()
    sheets = models.BinaryField()
    """16 bytes a sheet: its own entry's number and how many marks it has, the low byte first."""
    marks = models.BinaryField()
    """8 bytes a mark, sheet after sheet: its `imaging.papers.ink_index.sketch_of`, the low byte first."""

    class Meta:
        """Named for what it holds."""

        db_table = "fingerprint_sketch"


class EntryAboutRow(models.Model):
    """Which entries are about a sheet, a batch, a transfer, a hand count: an index into the ledger."""

    subject = models.TextField()
    entry = models.ForeignKey(LedgerRow, on_delete=models.PROTECT)

    class Meta:
        """Named for what it holds."""

        db_table = "entry_about"
        constraints = (models.UniqueConstraint(fields=["subject", "entry"], name="about_once"),)


class BallotRow(models.Model):
    """A ballot of which something is asked, as it now stands: worked out from the ledger, and changed with it."""

    entry = models.OneToOneField(LedgerRow, on_delete=models.PROTECT, primary_key=True)
    """The sheet's own."""
    batch = models.TextField()
    sheet = models.IntegerField()
    precinct = models.TextField()
    """Empty where none is stated."""
    kind = models.IntegerField()
    """The place of its first question in the order of `Question`."""
    progress = models.CharField(max_length=16)
    place = models.CharField(max_length=16)
    round = models.IntegerField()
    board = models.TextField()
    """Empty until a judge of one has decided in this round."""
    judges = models.TextField()
    """Accounts of those who have decided in this round, each between line ends."""

    class Meta:
        """The orders in which ballots are asked for."""

        db_table = "ballot"
        constraints = (models.UniqueConstraint(fields=["batch", "sheet"], name="ballot_once"),)
        indexes = (
            models.Index(fields=["progress", "kind", "entry"], name="ballot_by_kind"),
            models.Index(fields=["progress", "batch", "sheet"], name="ballot_by_batch"),
            models.Index(fields=["progress", "precinct", "entry"], name="ballot_by_precinct"),
            models.Index(fields=["board", "progress"], name="ballot_by_board"),
        )


class QuestionRow(models.Model):
    """One question about a ballot, as it now stands."""

    ballot = models.ForeignKey(BallotRow, on_delete=models.CASCADE)
    position = models.IntegerField()
    """From 1."""
    question = models.CharField(max_length=64)
    contest = models.TextField()
    """Empty for the whole ballot."""
    choice = models.TextField()
    """Empty for the whole contest."""
    open = models.BooleanField()

    class Meta:
        """The orders in which questions are asked for."""

        db_table = "question"
        constraints = (models.UniqueConstraint(fields=["ballot", "position"], name="question_once"),)
        indexes = (models.Index(fields=["open", "question", "contest", "ballot"], name="question_by_kind"),)


class LeaseRow(models.Model):
    """A ballot that a board has before it, and until when; no part of the ledger."""

    ballot = models.OneToOneField(BallotRow, on_delete=models.CASCADE, primary_key=True)
    board = models.TextField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        """Named for what it holds."""

        db_table = "lease"


class LeftRow(models.Model):
    """A ballot that a judge left for later, and when: it comes last for that judge; no part of the ledger."""

    ballot = models.ForeignKey(BallotRow, on_delete=models.CASCADE, related_name="left")
    judge = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Named for what it holds."""

        db_table = "left_for_later"
        constraints = (models.UniqueConstraint(fields=["ballot", "judge"], name="left_once"),)


class ProjectedRow(models.Model):
    """How far into the ledger the tables above are worked out: one row."""

    id = models.IntegerField(primary_key=True)
    entry = models.IntegerField()

    class Meta:
        """Named for what it holds."""

        db_table = "projected"
