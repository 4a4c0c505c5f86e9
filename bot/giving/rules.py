"""What giving decides without a database: for now, which words of a heads-up are taste and how to put it kindlier."""

from bot.giving.taste import kinder_way, words_of_taste

__all__ = ["kinder_way", "words_of_taste"]
