"""What is carried from hand to hand: paper, e-books, and signed copies of the page tree.

Owns how a publication is laid out for those whom the site does not reach. Never changes what is
published, reads a draft, or reaches the network.
"""
