from django.db import migrations


class Migration(migrations.Migration):
    """The archive is counted from the catalogue; nothing read this column."""

    dependencies = [
        ("articles", "0004_publication_offers"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="article", name="article_months"),
        migrations.RemoveField(model_name="article", name="published_month"),
    ]
