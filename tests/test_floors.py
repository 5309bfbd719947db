"""The house's order: an import points to a lower floor, and the pen-name wall has no door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "writingviews"

FLOORS = {
    "language": 0,
    "house": 0,
    "document": 0.5,  # both stand on the ground floor, on the language and the house alone
    "ledger": 0.5,
    "people": 1,
    "media": 1,
    "articles": 2,
    "notices": 2,
    "guests": 2.5,  # of an article, and known at the desk by name
    "desk": 3,
    "review": 3,
    "replies": 3,
    "search": 3,
    "porting": 3.5,  # brings texts to the desk and replies to readers
    "carry": 3,
    "calls": 3,
    "site": 4,
    "newsroom": 4,
    "press": 5,
    "publisher": 5,  # shows the newsroom's forms beside the site's pages
    "editions": 6,
    "config": 7,  # starts what makes editions in a process of its own
    "demo": 7,
    "cli": 8,
    "__main__": 9,
}
PURE = {"document", "language"}
PUBLIC = {"site", "press", "search", "replies", "carry", "editions"}
BEHIND_THE_WALL = {
    *("Account", "BylineHolder", "Contributor", "RoleGrant"),
    *("bylines_of", "bylines_by_holder", "holders_of", "holds_byline"),
    *("accounts_with_role", "readers_in_house"),
    *("Pitch", "PitchMessage", "Assignment", "CallEntry"),
    *("ChapterMember", "ChapterInvitation", "members_of", "memberships_of", "invited_to"),
    *("accounts_in_chapter", "chapters_of", "chapter_ids_of", "chapter_role_of"),
    *("Reviewer", "reviewers_now", "reviewers_ever", "requests_of", "requests_for"),
    *("Tick", "Agreement", "Veto"),
}
# A moderator is an account; the services that a moderator calls take one as `actor`.
ACTORS_OF_PUBLIC_ROOMS = {("replies/services.py", "Account")}


def _modules() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts):
            yield path


def _room(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of every import, relative ones made whole."""
    package = ["writingviews", *path.relative_to(ROOT).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield module, alias.name


def test_every_room_has_its_floor() -> None:
    rooms = {_room(path) for path in _modules()} - {"__init__"}
    assert rooms <= set(FLOORS), f"Give {sorted(rooms - set(FLOORS))} a floor in FLOORS."


@pytest.mark.parametrize("path", list(_modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    room = _room(path)
    for module, name in _imports(path):
        parts = module.split(".")
        if parts[0] != "writingviews":
            continue
        other = parts[1] if len(parts) > 1 else name
        if other in {room, "__version__", ""} or room == "__init__":
            continue
        assert FLOORS[other] < FLOORS[room], (
            f"{path.relative_to(ROOT)} (floor {FLOORS[room]}) imports {other} "
            f"(floor {FLOORS[other]}). Move what is needed down, or pass it as a value."
        )


@pytest.mark.parametrize("room", sorted(PURE))
def test_pure_rooms_know_no_django(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        for module, _ in _imports(path):
            assert not module.startswith("django"), f"{path} imports {module}."


@pytest.mark.parametrize("room", sorted(PUBLIC))
def test_public_rooms_cannot_see_behind_a_byline(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        if "tests" in path.parts:
            continue
        relative = str(path.relative_to(ROOT))
        for module, name in _imports(path):
            if (relative, name) in ACTORS_OF_PUBLIC_ROOMS:
                continue
            assert name not in BEHIND_THE_WALL, f"{relative} imports {name} from {module}."
            walled = (".contributors", ".reviewers", ".checks")
            assert not module.endswith(walled), f"{relative} imports {module}."


def test_the_link_behind_a_byline_is_read_in_its_own_room_alone() -> None:
    for path in _modules():
        for module, name in _imports(path):
            assert name != "BylineHolder" or _room(path) == "people", (
                f"{path.relative_to(ROOT)} imports {name} from {module}. "
                "Ask `people.selectors` instead."
            )


def test_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "common", "misc", "tools"}
    found = [path for path in _modules() if path.stem in drawers]
    assert found == [], "Name the thing a module holds."
