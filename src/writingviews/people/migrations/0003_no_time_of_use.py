"""What was kept of second factors' times is let go; sessions, which bear seconds, end."""

from datetime import UTC

from django.db import migrations


def let_go(apps, schema_editor):
    Authenticator = apps.get_model("mfa", "Authenticator")
    for one in Authenticator.objects.all():
        one.last_used_at = None
        made = one.created_at.astimezone(UTC)
        one.created_at = made.replace(hour=0, minute=0, second=0, microsecond=0)
        one.save(update_fields=["last_used_at", "created_at"])
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_folded_names"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
