"""A whole house as one file, and back: what a burnt machine leaves.

Knows the publication's folder and its database as files, not what an article is.
"""
