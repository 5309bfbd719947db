"""Finding articles: by words, and by likeness.

Owns: the search index on disk (derived data: deleted at will, rebuilt from the database), what
a query means, the passages shown with what is found, and the five articles related to each.
Never: answers a request, shows what is not published, or is the only place anything is kept.
"""
