"""Pictures: taken in, cleaned of all but what they show, kept in several widths.

Owns: the decoding and cleaning of uploads in a bounded process, the renditions on disk, the
`Picture` row and its address.
Never: keeps an original or a file name, stores who uploaded a picture, answers a request, or
knows which article shows it. A picture's address is keyed, so that it cannot be guessed from
the picture nor tied to an account.
"""
