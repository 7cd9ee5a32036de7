"""Receipts of the carrier's deliveries."""

from django.db import models


class Receipt(models.Model):
    """One delivery that was taken, with its raw body and the answer it got.

    `key` names the delivery: the carrier's idempotency token, or what makes the event unique. A second delivery
    with the same key changes nothing and gets the same answer.
    """

    key = models.CharField(max_length=200, primary_key=True)
    path = models.CharField(max_length=300)
    call_sid = models.CharField(max_length=64, blank=True)
    body = models.BinaryField()
    answer = models.TextField(blank=True)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "webhooks_receipt"
        indexes = [models.Index(fields=["received_at"], name="webhooks_receipt_age")]
