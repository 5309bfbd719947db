"""What somebody in the house should know of: notices, and how they reach who they are for.

Owns the notices, what each account wants to hear of, the addresses for mail and what waits to be
mailed. Never keeps who did what (that is the ledger's), never holds a word of a text, and shows an
e-mail address to nobody but its owner.
"""
