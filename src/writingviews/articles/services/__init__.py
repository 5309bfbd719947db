"""Writing: the publication's settings, what an article is filed under, and its way."""
