"""Django's settings for the tests: a publication's folder of its own, fast password hashing.

`DATABASE_URL` is honoured, so the same suite runs on SQLite and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from writingviews.house.settings import SECRET_FILE, write_secret

_folder = Path(tempfile.mkdtemp(prefix="writingviews-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
write_secret(_folder / SECRET_FILE)
os.environ["WRITINGVIEWS_DIR"] = str(_folder)
# Most tests are of other things than signing in; those of the second factor ask for it.
os.environ["WRITINGVIEWS_SECOND_FACTOR"] = "no"
os.environ["WRITINGVIEWS_ADDRESS"] = "http://testserver"

from .settings import *  # noqa: E402,F403

# On disk, as in a house: tests with threads and processes need a database that they can share.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": _folder / "test.sqlite3"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
