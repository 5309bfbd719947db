"""One account for all spellings of a name; the database's own lower case knows ASCII alone."""

import django.contrib.auth.validators
from django.db import migrations, models

import writingviews.people.names
from writingviews.people.names import sign_in_key


def fold_names(apps, schema_editor):
    Account = apps.get_model("people", "Account")
    found = {}
    for account in Account.objects.order_by("username"):
        account.folded = sign_in_key(account.username)
        if other := found.get(account.folded):
            raise RuntimeError(
                f"The accounts {other!r} and {account.username!r} have names that count as one "
                "from now on. Go back to the version before, give one of them another name "
                f"(`writingviews manage shell`: Account.objects.filter(username={account.username!r})"
                ".update(username=...)) and start again."
            )
        found[account.folded] = account.username
        account.save(update_fields=["folded"])


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="folded",
            field=models.CharField(editable=False, max_length=240, null=True),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="account",
            name="folded",
            field=models.CharField(editable=False, error_messages={"unique": "This name is taken. Choose another one."}, max_length=240, unique=True),
        ),
        migrations.AlterField(
            model_name="account",
            name="username",
            field=models.CharField(error_messages={"unique": "This name is taken. Choose another one."}, max_length=60, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator(), writingviews.people.names.check_letters]),
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="account_username_any_case",
        ),
    ]
