"""Moving in and out: import now; export and backup come to this room.

Owns: reading articles from elsewhere, what it remembers of what came, and the report.
Never: writes another room's table itself; everything goes through the services of the rooms that
own them.
"""
