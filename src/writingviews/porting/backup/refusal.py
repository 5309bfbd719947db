"""Why a backup is not made, or not taken."""


class BackupRefused(Exception):
    """It cannot be made or restored; the message names the file, the cause and the next step."""
