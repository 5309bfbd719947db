"""Moving in and out: import and export, backup and restore.

Owns: reading articles from elsewhere, what it remembers of what came, and the report; the house as
one file, and back (`backup`); everything in one archive, and an empty house made of it (`export`).
Never: writes another room's table itself; everything goes through the services of the rooms that
own them. An export's rows are the exception: whatever made them is done and in the ledger.
"""
