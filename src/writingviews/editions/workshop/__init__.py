"""Where orders are made: takes them from the queue of `carry`, makes each in a process of its own
within bounds, and finds those that are to be made anew.

`makers` knows how each format is made, `making` makes one order, `fresh` compares what was made
with what is published now, and `bench` is the loop.
"""
