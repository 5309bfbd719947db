"""Moving in and out: import, backup and restore; export comes to this room.

Owns: reading articles from elsewhere, what it remembers of what came, and the report; the house as
one file, and back (`backup`).
Never: writes another room's table itself; everything goes through the services of the rooms that
own them.
"""
