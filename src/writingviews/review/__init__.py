"""The rounds of review: what was handed in, what was said of it, and what its writer makes of that.

Owns: rounds with their frozen text, rubrics by kind and how people rate by them, peer reviews,
letters, the revision plan, how helpful a review was, and the publication's own words for decisions.
Never: decides where an article stands or who may open it (articles do), touches its text or the
notes in its margin (the desk's), or names anybody: who looks decides what people are called.
"""
