from django.db import migrations, models


class Migration(migrations.Migration):
    """What is made of an edition says when it changed; of older ones nobody knows."""

    dependencies = [
        ("articles", "0005_no_published_month"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="changed_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When its words, its cover or its order last changed.",
                null=True,
            ),
        ),
    ]
