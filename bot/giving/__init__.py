"""Unasked help that is welcome: ideas, whose text waits until the receiver wants it, and heads-ups.

A heads-up says where something is broken and what one sees. It is about facts: words of taste are pointed out, with
the exact words, before it is sent. The sender decides; nothing is held back and nothing is rewritten.
"""
