"""What puts pages before readers.

Owns: the page tree on disk, which change touches which pages (`affected`), writing them whole,
compressing them, taking them away, and answering requests from the tree (`shelf`, `front`).
Never: decides what a page says; `site` does.
"""
