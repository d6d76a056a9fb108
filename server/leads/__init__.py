"""Leads: taken in, kept, counted once, handed on."""
