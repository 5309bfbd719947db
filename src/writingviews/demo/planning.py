"""What is to be written in the demo: a call that is open, and a pitch that waits."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time

from django.db import transaction

from writingviews.articles.models import Section
from writingviews.calls.models import Call, Pitch
from writingviews.calls.services.calling import begin_call, details_of, edit_call, publish_call
from writingviews.calls.services.pitching import Proposal, pitch
from writingviews.people.models import Account, Byline

from .content_files import DemoCall, DemoPitch, DemoPublication


def plan(page: DemoPublication, cast: Mapping[str, Account]) -> None:
    """Publish the demo's calls and send its pitches; those that are there are left."""
    for call in page.calls:
        _call(call, editor=cast["editor"])
    for one in page.pitches:
        _pitch(one, cast)


@transaction.atomic
def _call(call: DemoCall, *, editor: Account) -> None:
    if Call.objects.filter(title=call.title).exists():
        return
    # Not by today's clock: the demo's pages are the same whenever it is furnished.
    now = datetime.combine(call.opens, time(12), UTC)
    made = begin_call(actor=editor, title=call.title, language=call.language, now=now)
    details = replace(
        details_of(made),
        sought=call.sought.strip(),
        kinds=call.kinds,
        section=Section.objects.get(slug=call.section),
        opens_on=call.opens,
        deadline=call.deadline,
        answer_days=call.answer_days,
        anonymity=call.anonymity,
    )
    made = edit_call(actor=editor, call_id=made.pk, version=made.version, details=details, now=now)
    publish_call(actor=editor, call_id=made.pk, version=made.version, now=now)


@transaction.atomic
def _pitch(one: DemoPitch, cast: Mapping[str, Account]) -> None:
    if Pitch.objects.filter(what=one.what).exists():
        return
    proposal = Proposal(
        what=one.what,
        why=one.why,
        how=one.how,
        language=one.language,
        kind=one.kind,
        byline=Byline.objects.filter(name=one.byline, language=one.language).first(),
    )
    pitch(actor=cast[one.by], proposal=proposal, now=one.at)
