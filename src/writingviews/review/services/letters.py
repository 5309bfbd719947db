"""Writing the letter that gathers a round, and sending it with a decision."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from writingviews.articles.lifecycle import Verb
from writingviews.ledger.services import record_act
from writingviews.people.models import Account
from writingviews.review.models import (
    DECISIONS,
    LONGEST_LETTER,
    DecisionWords,
    Letter,
    Round,
)
from writingviews.review.refusal import ReviewRefused, WrittenMeanwhile

#: Decisions that a writer is owed a reason for.
OWED = frozenset({Verb.ASK_FOR_CHANGES, Verb.DECLINE})


@dataclass(frozen=True, slots=True)
class LetterWords:
    """A letter as it was typed, over which version of the draft, and how it is signed."""

    text: str
    signed: str
    version: int


@transaction.atomic
def write_letter(*, actor: Account, of_round: Round, words: LetterWords, now: datetime) -> Letter:
    """Store `actor`'s draft of a round's letter; nobody else writes in it.

    Raises:
        WrittenMeanwhile: another window of theirs has stored another text since.
        ReviewRefused: too long.
    """
    _check_length(words)
    drafts = Letter.objects.select_for_update()
    mine = {"round": of_round, "author": actor, "sent_at": None}
    if not words.text.strip() and not drafts.filter(**mine).exists():
        return Letter(**mine, changed_at=now)  # nothing to keep
    letter, _made = drafts.get_or_create(**mine, defaults={"changed_at": now})
    if (letter.text, letter.signed) == (words.text, words.signed):
        return letter
    if words.version != letter.version:
        raise WrittenMeanwhile(letter.version)
    letter.text, letter.signed, letter.changed_at = words.text, words.signed, now
    letter.version += 1
    letter.save()
    return letter


@transaction.atomic
def send_letter(
    *, actor: Account, of_round: Round, verb: Verb, text: str, signed: str, now: datetime
) -> Letter | None:
    """Send a round's letter with a decision. Call in the transaction that moves the article, whose
    lock keeps two from deciding at once.

    An acceptance may go without a word; then there is no letter, and None is returned.

    Raises:
        ReviewRefused: a decision that a reason is owed for has none, or it is too long.
    """
    check_letter(verb, text, signed)
    drafts = Letter.objects.filter(round=of_round, author=actor, sent_at=None)
    if not text.strip():
        drafts.delete()
        return None
    letter = drafts.first() or Letter(round=of_round, author=actor)
    letter.text, letter.signed, letter.verb = text, signed, verb
    letter.changed_at = letter.sent_at = now
    letter.version += 1
    letter.save()
    record_act(
        "send letter",
        subject_kind="article",
        subject_id=of_round.article_id,
        actor=actor.id,
        at=now,
        round=of_round.number,
    )
    return letter


def check_letter(verb: Verb, text: str, signed: str) -> None:
    """Check that a decision may go with this letter.

    Raises:
        ReviewRefused: a reason is owed and there is none, or it is too long.
    """
    if verb not in DECISIONS:
        raise ReviewRefused("A letter is sent with a decision. Choose one.", ["verb"])
    if verb in OWED and not text.strip():
        raise ReviewRefused(
            "Write a letter, or at least the reason: its writer gets nothing else.", ["text"]
        )
    _check_length(LetterWords(text, signed, 0))


@transaction.atomic
def set_decision_words(*, actor: Account, verb: Verb, language: str, text: str) -> None:
    """Store the publication's own words for a decision in a language; "" goes back to ours."""
    if len(text) > LONGEST_LETTER:
        raise ReviewRefused(f"That is longer than {LONGEST_LETTER:,} characters. Shorten it.")
    if text.strip():
        DecisionWords.objects.update_or_create(
            verb=verb, language=language, defaults={"text": text}
        )
    else:
        DecisionWords.objects.filter(verb=verb, language=language).delete()
    record_act(
        "set decision words",
        subject_kind="publication",
        subject_id=verb.value,
        actor=actor.id,
        language=language,
    )


def _check_length(words: LetterWords) -> None:
    if len(words.text) > LONGEST_LETTER:
        raise ReviewRefused(
            f"The letter has {len(words.text):,} characters; it may have {LONGEST_LETTER:,}. "
            "Shorten it; nothing typed is lost.",
            ["text"],
        )
    if len(words.signed) > Letter.LONGEST_SIGNED:
        raise ReviewRefused(
            f"A signature may have {Letter.LONGEST_SIGNED} characters. Shorten it.", ["signed"]
        )
