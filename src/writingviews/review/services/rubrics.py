"""The publication's own rubrics, and who knows whom in its sections."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.models import Kind, Section
from writingviews.ledger.services import record_act
from writingviews.people.models import Account
from writingviews.review.models import Rubric
from writingviews.review.refusal import ReviewRefused
from writingviews.review.rubrics import MOST_CRITERIA, Criterion


@transaction.atomic
def set_rubric(*, actor: Account, kind: Kind, criteria: Sequence[Criterion]) -> None:
    """Store the rubric of a kind; rounds that are open keep theirs. None goes back to ours.

    Raises:
        ReviewRefused: too many criteria, or one without a name or without words for a step.
    """
    if len(criteria) > MOST_CRITERIA:
        raise ReviewRefused(f"A rubric has at most {MOST_CRITERIA} criteria. Take some out.")
    for one in criteria:
        if not one.name or not all(one.steps):
            raise ReviewRefused(
                "A criterion has a name and words for each of its four steps. "
                "Fill them in, or empty all five.",
                [one.key],
            )
    if criteria:
        Rubric.objects.update_or_create(
            kind=kind, defaults={"criteria": [one.as_json() for one in criteria]}
        )
    else:
        Rubric.objects.filter(kind=kind).delete()
    record_act(
        "set rubric",
        subject_kind="publication",
        subject_id=kind.value,
        actor=actor.id,
        criteria=len(criteria),
    )


@transaction.atomic
def set_anonymity(*, actor: Account, chosen: Mapping[Section, Anonymity]) -> None:
    """Say who knows whom in the review of sections; what was submitted before keeps what it had."""
    for section, anonymity in chosen.items():
        if section.anonymity == anonymity:
            continue
        section.anonymity = anonymity
        section.save(update_fields=("anonymity",))
        record_act(
            "set anonymity",
            subject_kind="section",
            subject_id=section.slug,
            actor=actor.id,
            anonymity=str(anonymity),
        )
