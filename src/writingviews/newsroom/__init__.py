"""Where editors and writers meet over a piece: what waits for whom, and the verbs.

Owns: the desk's and newsroom's lists, the page on which a piece is filed and moved, scheduled
pieces that are due.
Never: knows how a step is stored (desk) or a page is printed (press).
"""
