"""Small requests: opening them, inviting a few colleagues at a time, helping, closing, ageing."""
