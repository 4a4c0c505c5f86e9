"""Who has met whom through the bot: the last time two members helped, thanked or were introduced to each other.

A tie belongs to both and is worth what they make of it; there is no direction in it and nothing to count.
"""
