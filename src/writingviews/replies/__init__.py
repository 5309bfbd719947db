"""Readers' replies: received, held, let through or put aside by a person.

Owns: `Reply` and, apart from it, the e-mail address a reader may have left.
Never: shows an e-mail address to anything public, keeps an address of the network, or publishes
by itself.
"""
