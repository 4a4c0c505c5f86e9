"""What is measured: each script prints a ratio against a baseline of the same run, and the floor it has to keep.

Files that begin with an underscore are what the scripts stand on.
"""
