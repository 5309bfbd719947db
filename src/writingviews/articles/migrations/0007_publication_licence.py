from django.db import migrations, models


class Migration(migrations.Migration):
    """Under what readers may pass on what they read; no publication has said so yet."""

    dependencies = [
        ("articles", "0006_edition_changed_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="licences",
            field=models.JSONField(
                default=dict,
                help_text="Under what readers may pass on what they read, by language.",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="licence_address",
            field=models.CharField(
                blank=True, help_text="Where the licence stands in full.", max_length=300
            ),
        ),
    ]
