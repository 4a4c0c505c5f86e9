"""Givefirst."""
