"""The copy of the pages in an S3-compatible bucket, for readers elsewhere.

What the press has printed is noted in a list (`waiting`); a process of its own carries it to the
bucket (`carrier`, `uploading`) and compares the two (`comparing`). The tree on disk stays what the
house serves and what printing compares with; the press never waits for the bucket. See
``docs/object-store.md`` and ``docs/decisions/0014-the-bucket.md``.
"""
