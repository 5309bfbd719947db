"""How much the machine that runs the tests has to do besides."""

import os


def slack() -> float:
    """Return how many times as long something may take here as on a machine that does nothing else.

    A promise in seconds is held by the bench, on a quiet machine. A test holds that it is not
    missed by far, whatever else runs.
    """
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
