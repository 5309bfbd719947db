"""The article: what it is, where it stands, which way it may go.

Owns: the publication's settings, sections, topics, articles, their frozen revisions, the table
of states and verbs (`lifecycle`), and the services that move an article along it.
Never: edits a text (the desk does), prints a page (the press does, from the ledger's outbox),
or tells a public room who stands behind a byline.
"""
