"""Thanks and noticed deeds: kind words that reach one colleague privately, and others only if that colleague likes.

Nothing is drafted, nobody is told of a choice, and nothing is ever counted.
"""
