"""What was done is written once: the model refuses to change it, and so does the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from writingviews.ledger.models import AuditEntry, AuditKept
from writingviews.ledger.services import record_act

pytestmark = pytest.mark.django_db


@pytest.fixture()
def entry() -> AuditEntry:
    return record_act("publish", subject_kind="article", subject_id="1", actor=None)


def test_the_model_adds_and_never_changes(entry: AuditEntry) -> None:
    entry.verb = "decline"
    for act in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb="decline"),
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(verb="decline"),
        lambda: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(AuditKept, match="written once and kept"):
            act()
    assert AuditEntry.objects.get().verb == "publish"


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_auditentry SET verb = 'decline'", "DELETE FROM ledger_auditentry"]
)
def test_the_database_keeps_it_from_whoever_asks_past_the_model(
    entry: AuditEntry, statement: str
) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and statement.startswith("DELETE"):
            cursor.execute(
                "CREATE TRIGGER audit_no_delete BEFORE DELETE ON ledger_auditentry "
                "BEGIN SELECT RAISE(ABORT, 'Rows of the audit are written once and kept.'); END"
            )
        with pytest.raises(DatabaseError, match="written once and kept"), transaction.atomic():
            cursor.execute(statement)
    assert AuditEntry.objects.get().verb == entry.verb
