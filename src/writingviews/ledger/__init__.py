"""What happened, and what must be printed because of it.

Owns: `AuditEntry`, a row for every act that changes something, and `Change`, the outbox from
which the press learns which pages are out of date. Both are written in the transaction of the
act itself, so neither can exist without it, nor it without them. And what the press tells the
house: `StuckPage`, a page that could not be printed, and how far a large round has come.
Never: points to an account, an article or a byline by a foreign key; it names them by id, so
that it stands below all of them and outlives them.
"""
