"""The `writingviews` command."""


def main() -> int:
    """Run the command line; return 0 (done), 1 (not done) or 2 (asked wrongly)."""
    return 0
