"""What a person may have at any time: everything that is kept about them, and an end to it.

`rules` holds the table that says of every column naming a member whose row it is; a test fails when one is missing.
"""
