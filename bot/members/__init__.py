"""Who is here: what members offer and whom they reach, their language, working hours and pauses.

Everything that is due for a person is due in their own working time, which `hours` knows and nobody else computes.
"""
