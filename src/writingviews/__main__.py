"""``python -m writingviews``: the same as the `writingviews` command."""

import sys

from writingviews.cli import main

sys.exit(main())
