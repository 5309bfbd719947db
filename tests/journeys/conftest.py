"""The cast of the journeys."""

import pytest

from tests.conftest import Demo
from tests.serving import Login


@pytest.fixture
def demo_editor(demo: Demo) -> Login:
    return demo.accounts["editor"]
