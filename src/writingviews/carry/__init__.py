"""What is carried from hand to hand, as the house orders it: orders, and the files made for them.

Owns the queue of orders, the folder ``carried/`` and how long what lies there is kept. Never makes
a file itself: `editions` does. Knows accounts by their ids alone.
"""
