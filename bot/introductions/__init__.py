"""Bringing people together through the contact they share: carrying an ask, passing it on, introducing two."""
