"""The weekly letter to a channel that asked for one: open asks, and nothing at all in a quiet week.

A channel has its own weekday, clock time and language; the letter goes out once per local date.
"""
