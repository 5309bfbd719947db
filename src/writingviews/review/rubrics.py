"""What a rubric is, and the ones a house begins with. Pure.

A rubric is a few criteria; each has words for four steps, so that who rates says something a writer
can act on, and two who rate mean the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

STEPS: Final = 4
MOST_CRITERIA: Final = 6


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a text is looked at for.

    Args:
        key: by which a rating knows it; kept when its words change.
        name: what it is called.
        steps: what each of the four steps looks like, the first being "not yet".
    """

    key: str
    name: str
    steps: tuple[str, str, str, str]

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "name": self.name, "steps": list(self.steps)}


def read_criteria(stored: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Return criteria as they were stored by `Criterion.as_json`."""
    return tuple(Criterion(one["key"], one["name"], tuple(one["steps"])) for one in stored)


_THOUGHT: Final = Criterion(
    "thought",
    "One thought that holds it",
    (
        "There are several thoughts, and none is carried through.",
        "A thought shows, and is lost on the way.",
        "One thought holds most of it together.",
        "One thought holds all of it; a reader could say it in a sentence.",
    ),
)
_ORDER: Final = Criterion(
    "order",
    "The way through it",
    (
        "Parts could change places and nobody would notice.",
        "Some parts follow from each other; others stand alone.",
        "Each part leads to the next, but for one or two places.",
        "Each part asks for the next, from the first line to the last.",
    ),
)
_SENTENCES: Final = Criterion(
    "sentences",
    "Sentences",
    (
        "Many have to be read twice.",
        "Most are clear; some carry too much or say nothing.",
        "Clear throughout, and they can be read aloud.",
        "Each word is needed, and the rhythm belongs to what is said.",
    ),
)
_VOICE: Final = Criterion(
    "voice",
    "Voice",
    (
        "Anybody could have written it.",
        "The writer is heard in places.",
        "The writer is heard almost throughout.",
        "Nobody else could have written it.",
    ),
)
_FAIRNESS: Final = Criterion(
    "fairness",
    "Fairness",
    (
        "One side is heard, and others are only spoken of.",
        "Another side is named, and not in its own words.",
        "Those it is about are heard, each in their own words.",
        "Those it is about would say that they were heard, also where they disagree.",
    ),
)

#: The rubric of each kind (`articles.models.Kind`) until the publication writes its own.
DEFAULTS: Final[Mapping[str, tuple[Criterion, ...]]] = {
    "essay": (
        _THOUGHT,
        Criterion(
            "grounds",
            "Grounds",
            (
                "Things are claimed; nothing supports them.",
                "Some claims have an example or a source.",
                "Most claims have a ground that a reader can check or picture.",
                "Every claim that matters has its ground, and the best objection is answered.",
            ),
        ),
        _ORDER,
        _SENTENCES,
    ),
    "report": (
        Criterion(
            "news",
            "What happened",
            (
                "A reader does not learn who, what, when and where.",
                "They learn it, late or in pieces.",
                "It is there early, and a gap or two are left.",
                "It is there at once, and why it matters with it.",
            ),
        ),
        Criterion(
            "sources",
            "Sources",
            (
                "One does not see where anything is known from.",
                "One or two sources, not told apart from what the writer thinks.",
                "What is known from whom is said; one thing rests on one source.",
                "What is known from whom is said, what matters has two, what is not known too.",
            ),
        ),
        _FAIRNESS,
        _SENTENCES,
    ),
    "story": (
        Criterion(
            "people",
            "People",
            (
                "They do what the story needs.",
                "One of them wants something.",
                "One sees what they want and what stands against it.",
                "They surprise, and then one sees that they could not have done otherwise.",
            ),
        ),
        Criterion(
            "scenes",
            "Scenes",
            (
                "It is told that things happened.",
                "One scene can be seen and heard.",
                "The turns of it are scenes; what is between is told quickly.",
                "Every scene changes something, and its details are the ones that matter.",
            ),
        ),
        _ORDER,
        _SENTENCES,
    ),
    "poem": (
        Criterion(
            "image",
            "Images",
            (
                "Words that many poems have.",
                "One image is its own.",
                "Most images are its own, and belong together.",
                "Its images make one see a known thing for the first time.",
            ),
        ),
        Criterion(
            "sound",
            "Sound and line",
            (
                "Lines end where the page does.",
                "In places the line or the sound does something.",
                "Line, pause and sound mostly carry what is said.",
                "Read aloud, it could not be broken or sound otherwise.",
            ),
        ),
        Criterion(
            "need",
            "What can go",
            (
                "Half could go, and it would say the same.",
                "Several lines explain what the others show.",
                "A word or a line too many.",
                "Nothing can go.",
            ),
        ),
        _VOICE,
    ),
    "review": (
        Criterion(
            "work",
            "The work itself",
            (
                "A reader does not learn what it is.",
                "It is retold; what it is like is not shown.",
                "One learns what it is and is like, from well chosen places.",
                "One could recognise it from these lines, and nothing is given away.",
            ),
        ),
        Criterion(
            "judgement",
            "Judgement",
            (
                "Good or bad, without a why.",
                "A judgement with a reason that would fit any work.",
                "A judgement with reasons taken from the work.",
                "Reasons from the work that help also a reader who judges otherwise.",
            ),
        ),
        _ORDER,
        _SENTENCES,
    ),
    "interview": (
        Criterion(
            "questions",
            "Questions",
            (
                "They could be asked of anybody.",
                "Some come from knowing who is asked.",
                "Most do, and some follow from the answer before.",
                "They open what had not been told before.",
            ),
        ),
        Criterion(
            "person",
            "The person",
            (
                "One does not learn who speaks, or why to listen.",
                "One learns it; one does not hear them.",
                "One hears them in most answers.",
                "One would know their voice again.",
            ),
        ),
        _FAIRNESS,
        _ORDER,
    ),
}


def missing_steps(criteria: Sequence[Criterion], steps: Mapping[str, object]) -> list[Criterion]:
    """Return the criteria that a rating gives no step from 1 to `STEPS`."""
    return [
        one
        for one in criteria
        if not isinstance(steps.get(one.key), int) or steps[one.key] not in range(1, STEPS + 1)
    ]
