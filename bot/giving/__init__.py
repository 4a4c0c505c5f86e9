"""Giving unasked: ideas and contacts (consent first), heads-ups (facts only), and "what can I do for you?".

The words of an idea leave only once its receiver pressed *Tell me*; its sender never hears of a no. Nothing here is
anonymous, and nothing is counted but whether a day already had its three.
"""
