"""The filter learns from decisions, says why, unlearns, and sorts without deleting."""

import random
from datetime import UTC, datetime

import pytest

from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.people.models import Role
from writingviews.replies.learning import learnt
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.selectors import replies_in
from writingviews.replies.services import (
    AlreadyDecided,
    decide_replies,
    decide_reply,
    receive_reply,
)
from writingviews.replies.spam_filter import ENOUGH, SpamFilter, traits

NOW = datetime(2026, 6, 1, 8, 15, tzinfo=UTC)

_FINE = (
    "the second part about the river reminded me of my grandmother and her letters; I would "
    "disagree with what you say of translation, because a poem has to breathe; thank you for the "
    "sources, the archive in the old town has more of this; نوشتهٔ خوبی بود و ترجمه‌اش روان است; "
    "درباره شهر و رودخانه بیشتر بنویسید; who wrote the song that you quote in the last paragraph; "
    "my students read it in class and asked why the bridge was never rebuilt"
)
_SPAM = (
    "earn money from home with crypto signals join our telegram channel today; best casino bonus "
    "free spins no deposit click https://luckyspin.example/win now; cheap replica watches fast "
    "delivery order https://deals.example/w https://deals.example/x; I lost my savings until Dr "
    "Profit recovered my bitcoin contact him; سود تضمینی ارز دیجیتال کانال تلگرام عضو شوید; "
    "شرط بندی آنلاین بونوس رایگان کازینو ثبت نام کنید; buy followers and likes instantly cheap"
)


def _mixed(source: str, seed: int, count: int) -> list[str]:
    """Texts that nobody wrote twice: parts of the sentences, shuffled."""
    dice = random.Random(seed)
    texts = []
    for _ in range(count):
        one = dice.choice(source.split(";")).split()
        other = dice.choice(source.split(";")).split()
        dice.shuffle(other)
        texts.append(" ".join(one[: dice.randint(5, len(one))] + other[:4]))
    return texts


def _taught() -> SpamFilter:
    made = SpamFilter()
    for text in _mixed(_FINE, 1, 60):
        made.learn(traits("Reader", text), aside=False)
    for text in _mixed(_SPAM, 2, 40):
        made.learn(traits("Promo", text), aside=True)
    return made


def test_spam_is_told_from_replies_and_hardly_ever_the_other_way() -> None:
    taught = _taught()
    caught = [taught.judge(traits("Anna", text)).likely_spam for text in _mixed(_SPAM, 3, 200)]
    wronged = [taught.judge(traits("Anna", text)).likely_spam for text in _mixed(_FINE, 4, 200)]
    assert sum(caught) >= 180
    assert sum(wronged) <= 1


def test_it_says_because_of_what() -> None:
    judged = _taught().judge(traits("A", "casino bonus and the river, https://luckyspin.example/a"))
    assert judged.likely_spam
    assert {"casino", "luckyspin.example"} <= set(judged.reasons)
    assert "river" not in judged.reasons


def test_a_word_never_met_speaks_through_its_parts() -> None:
    taught = _taught()
    assert taught.judge(traits("A", "kasinobonus supercasinos cryptosignal")).likelihood > 0.6
    assert taught.judge(traits("A", "zzzyx qqqwv")).likelihood == pytest.approx(0.5)


def test_what_is_unlearnt_is_gone_and_too_little_says_nothing() -> None:
    made = SpamFilter()
    for number in range(ENOUGH):
        made.learn(traits("A", f"fine words {number}"), aside=False)
        made.learn(traits("B", "casino bonus"), aside=True)
    assert made.judge(traits("C", "casino bonus")).likely_spam
    made.learn(traits("B", "casino bonus"), aside=True, times=-1)
    assert made.judge(traits("C", "casino bonus")).likelihood == 0.5


@pytest.mark.django_db
def test_what_moderators_do_sorts_what_waits() -> None:
    make_publication()
    article, moderator = make_published(), make_account("moderator", Role.MODERATOR)

    def receive(text: str) -> Reply:
        return receive_reply(article=article, name="N", text=text, now=NOW)

    early = receive("casino bonus free spins for all of you")
    fine = receive("a thought about the river and the bridge")
    for number in range(ENOUGH + 1):
        spam = receive(f"casino bonus free spins offer {number}")
        decide_reply(actor=moderator, reply_id=spam.pk, state=ReplyState.HIDDEN)
        good = receive(f"the river, the bridge and thought {number}")
        decide_reply(actor=moderator, reply_id=good.pk, state=ReplyState.SHOWN)
    early.refresh_from_db()
    assert early.likely_spam, "what waited is judged anew"
    assert "casino" in early.reasons
    late = receive("once more: casino bonus with free spins")
    assert (late.likely_spam, late.state) == (True, ReplyState.HELD)
    first, *others = replies_in(ReplyState.HELD)
    assert (first.pk, {each.pk for each in others}) == (fine.pk, {early.pk, late.pk})

    for each in Reply.objects.filter(state=ReplyState.HIDDEN):
        decide_reply(actor=moderator, reply_id=each.pk, state=ReplyState.SHOWN)
    assert not Reply.objects.filter(likely_spam=True, state=ReplyState.HELD).exists()
    assert not learnt().judge("N", "casino bonus").likely_spam


@pytest.mark.django_db
def test_who_comes_second_is_told_and_changes_nothing() -> None:
    make_publication()
    article, moderator = make_published(), make_account("moderator", Role.MODERATOR)
    one, two = (receive_reply(article=article, name="N", text=t, now=NOW) for t in ("a", "b"))
    decide_reply(actor=moderator, reply_id=one.pk, state=ReplyState.HIDDEN, was=ReplyState.HELD)
    with pytest.raises(AlreadyDecided) as refused:
        decide_reply(actor=moderator, reply_id=one.pk, state=ReplyState.SHOWN, was=ReplyState.HELD)
    assert refused.value.reply.state == ReplyState.HIDDEN
    done = decide_replies(
        actor=moderator,
        reply_ids=[one.pk, two.pk],
        state=ReplyState.SHOWN,
        was=ReplyState.HELD,
    )
    assert [each.pk for each in done] == [two.pk]
    assert Reply.objects.get(pk=one.pk).state == ReplyState.HIDDEN
