"""Somebody who has just joined: a welcome, three questions, and one host at a time who says hello.

Only whoever joins while the bot is there is a newcomer. Nobody is listed, nobody is called one, and nobody reads that
they were found alone.
"""
