"""Pitches, assignments and calls for pieces: what is to be written, and for when.

Owns what a writer proposes, what is said about it, what an editor asks for (kind, length, due
date), the calls that go out to everybody, and which piece was entered for which call. Never moves
an article along its way, never freezes a text, and shows a reader nothing but a call's own words.
"""
