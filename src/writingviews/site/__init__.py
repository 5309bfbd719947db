"""What a public page is.

Owns: the contexts a page is rendered from (`contexts`), the rendering itself (`rendering`), the
templates, and the words of the interface in every language (`words`).
Never: writes a file of the page tree (the press does) and never knows which account stands
behind a byline.
"""
