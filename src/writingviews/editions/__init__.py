"""Editions: what is carried from hand to hand. On paper here; signed copies of the tree beside it.

Owns no table. Never changes what is published, reads a draft, or reaches the network.
"""
