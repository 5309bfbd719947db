"""The frame that every room stands in.

Owns: where the publication's folder is and what is configured (`settings`), the frame of the
signed-in pages (`templates/house/`), the names of the built front-end files (`assets`), and the
bounds of a process that reads what strangers sent (`confinement`).
Never: knows what an article, an account or a page is.
"""
