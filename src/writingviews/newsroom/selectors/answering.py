"""What was said of a text and nobody has answered yet: a first yes to its publication that wants a
second, a letter from which its writer has made nothing."""

from django.db.models import Exists, F, OuterRef, Q

from writingviews.articles.contributors import contributed_ids
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Agreement
from writingviews.desk.models import Step
from writingviews.people.models import Account
from writingviews.review.models import Advice, Letter


def wants_second(account: Account) -> Q:
    """Return the condition that a piece's section asks for two persons, somebody has agreed to its
    text, and the account, which neither has nor writes it, may be the second.

    A text that was changed since is agreed to anew: that is the first person's, not the second's.
    The page of checks compares the texts themselves, which no list can.
    """
    agreed = Agreement.objects.filter(~_changed_after("at"), article=OuterRef("pk"))
    return (
        Q(state=State.ACCEPTED, section__two_persons=True)
        & Exists(agreed.exclude(account=account))
        & ~Exists(agreed.filter(account=account))
        & ~Q(id__in=contributed_ids(account))
    )


def letter_unanswered() -> Q:
    """Return the condition that a letter asked a piece's writer for changes, and they have neither
    planned anything in that round nor changed the text since."""
    letter = Letter.objects.filter(
        ~_changed_after("sent_at", article="round__article"),
        round__article=OuterRef("pk"),
        round__number=OuterRef("round"),
        verb=Verb.ASK_FOR_CHANGES,
    )
    planned = Advice.objects.filter(round__article=OuterRef("pk"), round__number=OuterRef("round"))
    return Q(state=State.CHANGES_ASKED) & Exists(letter) & ~Exists(planned)


def _changed_after(moment: str, article: str = "article") -> Exists:
    """Return the condition that the text of a row's article was changed after a moment of it."""
    newest = Step.objects.filter(draft__article=OuterRef(article), version=F("draft__version"))
    return Exists(newest.filter(at__gt=OuterRef(moment)))
