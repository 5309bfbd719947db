from django.db import migrations, models
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings

#: The verbs that moved an article before this migration; "update" left it where it stood.
MOVED = (
    'submit', 'take_up', 'ask_for_changes', 'accept', 'decline', 'schedule', 'unschedule',
    'publish', 'withdraw', 'reopen', 'take_down', 'restore',
)


def read_the_ledger(apps, schema_editor):
    """Take from the ledger since when each article stands where it stands, and with whom."""
    Article = apps.get_model('articles', 'Article')
    AuditEntry = apps.get_model('ledger', 'AuditEntry')
    Account = apps.get_model('people', 'Account')
    known = set(Account.objects.values_list('id', flat=True))
    since, editors = {}, {}
    entries = AuditEntry.objects.filter(subject_kind='article', verb__in=MOVED).order_by('id')
    for subject, verb, at, actor in entries.values_list(
        'subject_id', 'verb', 'at', 'actor'
    ).iterator(chunk_size=5000):
        since[subject] = at
        if verb == 'take_up' or (verb in ('ask_for_changes', 'accept') and not editors.get(subject)):
            editors[subject] = actor
        elif verb == 'reopen':
            editors[subject] = None
    some = []
    for article in Article.objects.only('id', 'created_at').iterator(chunk_size=1000):
        key = str(article.id)
        article.stands_since = since.get(key, article.created_at)
        editor = editors.get(key)
        article.editor_id = editor if editor in known else None
        some.append(article)
        if len(some) == 1000:
            Article.objects.bulk_update(some, ['stands_since', 'editor'])
            some = []
    Article.objects.bulk_update(some, ['stands_since', 'editor'])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_content_note'),
        ('ledger', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='stands_since',
            field=models.DateTimeField(default=django.utils.timezone.now, help_text='When the last verb but Update brought it where it stands.'),
        ),
        migrations.AddField(
            model_name='article',
            name='editor',
            field=models.ForeignKey(blank=True, help_text='Who took it up last, or decided without that; stays until the next takes it up.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['state', 'stands_since'], name='article_standing'),
        ),
        # Last: PostgreSQL changes no table in which rows wait for their constraints.
        migrations.RunPython(read_the_ledger, migrations.RunPython.noop),
    ]
