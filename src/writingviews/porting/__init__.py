"""Moving in and out: import now; export and backup come to this room.

Owns: reading articles from elsewhere and the report of what came and what did not.
Never: writes a table itself; everything goes through the services of the rooms that own it.
"""
