"""Where the rooms are put together: Django's settings, the addresses of the house, ASGI.

Never: holds a rule of any room.
"""
