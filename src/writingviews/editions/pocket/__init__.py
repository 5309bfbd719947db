"""Copies of the page tree that open without a server, and that anyone can check.

`making` makes a mirror, `verifying` checks one; both are values and files alone: neither asks the
database, so a copy can be made while it is away, and checked where there is no publication.
"""
