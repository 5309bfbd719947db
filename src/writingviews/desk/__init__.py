"""The desk: the living text of an article, and the sheet it is written on.

Owns: drafts and their log of steps, the authority that checks and stores each step, the live
line between a sheet and the house, the notes in the margin, the history of a text, the editor's
page, and the reading of Word files that are brought to it (`word`).
Never: decides where an article stands (the lifecycle does), freezes a text (articles do), or
shows anything to a reader.
"""
