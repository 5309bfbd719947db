"""Somebody from outside who reviews one article by a link, without an account of their own.

Owns the links, of which it keeps only a fingerprint, and the way from a link to a session. What a
guest may do to the article is what a reviewer may (`articles.models.Reviewer`); never lets one
reach anything else.
"""
