"""The record's tables. Rows are only ever added: the triggers of migration 0002 refuse everything else."""

from django.db import models


class LedgerRow(models.Model):
    """An entry of the ledger, as `tabulate/LEDGER.md` describes it."""

    number = models.IntegerField(primary_key=True)
    kind = models.CharField(max_length=64, db_index=True)
    written_at = models.CharField(max_length=27)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

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
