"""A furnished publication to look at: four languages, people to sign in as, replies.

Owns: the demo's content (a folder of Markdown files and pictures) and the furnishing.
Never: reaches a table except through the services that everybody uses.
"""
