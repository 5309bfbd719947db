"""The publisher's settings: how the publication looks, what it leads to, under what its texts
may be passed on; each tried beside its form on the site's own pages before it is saved.

Owns no table: it asks the articles' services. It shows pages as readers would see them and never
writes one; that is the press's, which the services' changes tell.
"""
