"""A member's own private log: which help they gave, for whom, what was said and what came of it.

Closed asks write themselves here and `/helped` writes a line by hand. Nobody but the giver reads it, and nothing in
it is ever counted.
"""
