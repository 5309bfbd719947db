"""The database refuses to change or delete what was done, whoever asks it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SAID = "Rows of the audit are written once and kept."
_SQLITE = tuple(
    f"CREATE TRIGGER audit_no_{act} BEFORE {act.upper()} ON ledger_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for act in ("update", "delete")
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON ledger_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_is_kept()",
)
_BACK = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": (
        "DROP TRIGGER audit_is_kept ON ledger_auditentry",
        "DROP FUNCTION audit_is_kept()",
    ),
}


def _forward(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


def _back(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _BACK[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_call_changes")]

    operations = [migrations.RunPython(_forward, _back)]
