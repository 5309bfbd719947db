"""Guessing is slow; the owner of a name waits for nobody else's guesses."""

from threading import BoundedSemaphore

import pytest
from django.core.cache import cache
from django.test import Client

from writingviews.house.senders import KEY_LIFETIME, Senders
from writingviews.people import adapter
from writingviews.people.guessing import (
    FREE_AT_A_NAME,
    FREE_AT_ALL,
    LONGEST_GAP,
    LONGEST_WAIT,
    WINDOW,
    Guessing,
    TriedTooOften,
)

from .conftest import PASSWORD, Cast

HERE, THERE = "203.0.113.9", "198.51.100.7"


def checked(pace: Guessing, address: str, name: str, *, start: float, seconds: float) -> int:
    """Return how many tries are checked of one who tries ten times a second."""
    done = 0
    for tenth in range(int(seconds * 10)):
        now = start + tenth / 10
        try:
            turn = pace.take_turn(address, name, now=now)
        except TriedTooOften:
            continue
        done += now + turn.wait <= start + seconds
    return done


class TestPace:
    def test_the_first_few_tries_wait_for_nothing(self) -> None:
        pace = Guessing()
        waits = [pace.take_turn(HERE, "noor", now=0.0).wait for _ in range(FREE_AT_A_NAME)]
        assert waits == [0.0] * FREE_AT_A_NAME

    def test_who_goes_on_waits_longer_each_time_and_is_then_sent_away(self) -> None:
        pace = Guessing()
        for _ in range(FREE_AT_A_NAME):
            pace.take_turn(HERE, "noor", now=0.0)
        assert [pace.take_turn(HERE, "noor", now=0.0).wait for _ in range(3)] == [1.0, 3.0, 7.0]
        with pytest.raises(TriedTooOften):
            pace.take_turn(HERE, "noor", now=0.0)
        assert pace.take_turn(HERE, "noor", now=15.0 - LONGEST_WAIT).wait == LONGEST_WAIT

    def test_an_hour_of_guessing_at_a_name_is_bounded(self) -> None:
        hour = checked(Guessing(), HERE, "noor", start=0.0, seconds=3600.0)
        assert 3600 / LONGEST_GAP - 5 <= hour <= 3600 / LONGEST_GAP + FREE_AT_A_NAME + 5

    def test_an_hour_of_guessing_at_many_names_is_bounded(self) -> None:
        pace, done = Guessing(), 0
        for tenth in range(36_000):
            now = tenth / 10
            try:
                turn = pace.take_turn(HERE, f"name {tenth}", now=now)
            except TriedTooOften:
                continue
            done += now + turn.wait <= 3600
        assert done <= 3600 + FREE_AT_ALL + LONGEST_WAIT

    def test_the_owner_elsewhere_waits_for_nothing(self) -> None:
        pace = Guessing()
        checked(pace, HERE, "noor", start=0.0, seconds=60.0)
        assert pace.take_turn(THERE, "noor", now=60.0).wait == 0.0

    def test_a_neighbour_at_the_same_address_is_held_up_at_no_other_name(self) -> None:
        pace = Guessing()
        checked(pace, HERE, "noor", start=0.0, seconds=60.0)
        assert pace.take_turn(HERE, "sol", now=60.0).wait <= 1.0

    def test_who_knows_the_password_starts_afresh(self) -> None:
        pace = Guessing()
        for _ in range(FREE_AT_A_NAME):
            turn = pace.take_turn(HERE, "noor", now=0.0)
        pace.was_right(turn)
        assert pace.take_turn(HERE, "noor", now=0.0).wait == 0.0

    def test_knowing_one_password_does_not_buy_guesses_at_others(self) -> None:
        pace = Guessing()
        for number in range(FREE_AT_ALL + 3):
            pace.was_right(pace.take_turn(HERE, "mine", now=0.0))
            turn = pace.take_turn(HERE, f"name {number}", now=0.0)
        assert turn.wait > 0.0

    def test_tries_are_forgotten_after_a_while(self) -> None:
        pace = Guessing()
        checked(pace, HERE, "noor", start=0.0, seconds=60.0)
        assert pace.take_turn(HERE, "noor", now=61.0 + WINDOW).wait == 0.0

    def test_it_remembers_no_more_than_it_may(self) -> None:
        pace = Guessing(most=10)
        for number in range(100):
            pace.take_turn(f"10.0.0.{number}", "noor", now=0.0)
        assert len(pace._tries) == 10


class TestSenders:
    def test_a_mark_says_nothing_of_the_address_and_is_another_in_another_process(self) -> None:
        marks = {Senders().mark(HERE, now=0.0) for _ in range(2)}
        assert len(marks) == 2
        assert not any(HERE.encode() in mark for mark in marks)

    def test_it_is_the_same_until_the_key_dies(self) -> None:
        senders = Senders()
        mark = senders.mark(HERE, now=0.0)
        assert senders.mark(HERE, now=KEY_LIFETIME - 1) == mark
        assert senders.mark(HERE, now=KEY_LIFETIME) != mark

    def test_all_addresses_of_a_household_are_one_sender(self) -> None:
        senders = Senders()
        assert senders.mark("2001:db8::1", now=0.0) == senders.mark("2001:db8::ffff:2", now=0.0)
        assert senders.mark("2001:db8:1::1", now=0.0) != senders.mark("2001:db8::1", now=0.0)
        assert senders.mark(f"::ffff:{HERE}", now=0.0) == senders.mark(HERE, now=0.0)
        assert senders.mark(HERE, now=0.0) != senders.mark(THERE, now=0.0)


@pytest.fixture()
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The house's waits, which take no time here; its clock stands still."""
    waits: list[float] = []
    monkeypatch.setattr(adapter, "sleep", waits.append)
    monkeypatch.setattr(adapter, "monotonic", lambda: 1000.0)
    return waits


def try_to_sign_in(client: Client, name: str, password: str, address: str) -> str:
    given = {"login": name, "password": password}
    return client.post("/account/login/", given, REMOTE_ADDR=address).text


@pytest.mark.django_db
@pytest.mark.usefixtures("slept")
class TestAtTheDoor:
    def test_nobody_elses_wrong_tries_keep_the_owner_out(
        self, visitor: Client, slept: list[float]
    ) -> None:
        for _ in range(50):
            try_to_sign_in(visitor, "w-account", "wrong", HERE)
        slept.clear()
        owner = Client()
        try_to_sign_in(owner, "w-account", PASSWORD, THERE)
        assert owner.get("/desk/").status_code == 200
        assert slept == []

    def test_who_guesses_waits_and_is_then_sent_away_even_with_the_right_password(
        self, visitor: Client, slept: list[float]
    ) -> None:
        for _ in range(FREE_AT_A_NAME + 3):
            assert "do not belong together" in try_to_sign_in(visitor, "w-account", "no", HERE)
        assert slept == [1.0, 3.0, 7.0]
        assert "tried too often" in try_to_sign_in(visitor, "w-account", PASSWORD, HERE)
        assert visitor.get("/desk/").status_code == 302

    def test_a_name_that_is_not_there_is_answered_alike(
        self, visitor: Client, slept: list[float]
    ) -> None:
        said = {}
        for name, address in (("w-account", HERE), ("nobody-here", THERE)):
            tries = [try_to_sign_in(visitor, name, "no", address) for _ in range(10)]
            said[name] = ["tried too often" in text for text in tries], slept.copy()
            slept.clear()
        assert said["w-account"] == said["nobody-here"]

    def test_spelling_a_name_otherwise_buys_no_further_guesses(
        self, visitor: Client, slept: list[float]
    ) -> None:
        for name in (
            "w-account",
            "W-Account",
            "W-ACCOUNT",
            "w-accounT",
            "ｗ-account",
            " w-account",
        ):
            try_to_sign_in(visitor, name, "no", HERE)
        assert slept == [1.0]

    def test_the_houses_own_question_for_the_password_is_paced_too(
        self, cast: Cast, slept: list[float]
    ) -> None:
        client = Client()
        client.force_login(cast.writer)
        for _ in range(FREE_AT_A_NAME + 1):
            client.post("/account/reauthenticate/", {"password": "no"}, REMOTE_ADDR=HERE)
        assert slept == [1.0]

    def test_only_so_many_wait_at_once(
        self, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(adapter, "_waiting", places := BoundedSemaphore(1))
        places.acquire()
        for _ in range(FREE_AT_A_NAME):
            try_to_sign_in(visitor, "w-account", "no", HERE)
        assert "tried too often" in try_to_sign_in(visitor, "w-account", PASSWORD, HERE)
        owner = Client()
        try_to_sign_in(owner, "w-account", PASSWORD, THERE)
        assert owner.get("/desk/").status_code == 200

    def test_no_address_is_left_in_the_memory_of_rate_limits(self, visitor: Client) -> None:
        given = {"username": "newcomer", "password1": "a tram and a teapot"}
        visitor.post("/account/signup/", given, REMOTE_ADDR=HERE)
        try_to_sign_in(visitor, "w-account", "no", HERE)
        kept = repr([*cache._cache.items()])  # type: ignore[attr-defined]
        assert "signup" in kept
        assert HERE not in kept
