"""The letter to a channel that asked for one, and a member's own weekly summary.

A channel has its own rhythm, weekday, clock time and language; a letter goes out once per local date, tells open asks
and what people agreed to, says the same when it is written again, and nothing at all when there is nothing new. What it
told is remembered by name, so that it can be put right later and is not told twice.
"""
