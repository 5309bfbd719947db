"""The document: what an article's text is, and everything that is computed from it alone.

Owns the schema (written once in frontend/document/schema.ts, read here from ``schema.json``), the
checking of documents and steps, and the ways out of a document: HTML, plain text, and the way in
from Markdown. Pure Python: values in, values out. It never touches the database, the file system
(beyond its own schema), the network, settings or Django.
"""
