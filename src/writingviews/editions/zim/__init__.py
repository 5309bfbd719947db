"""The page tree as one file for Kiwix, with its own full-text search.

What a page says is taken from the tree as for a mirror (`pocket`); what is here is what the format
asks for: metadata, an index, an icon, and the same bytes for the same pages.
"""
