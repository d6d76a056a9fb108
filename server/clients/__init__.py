"""The client store: one card for each person, and everything known about them."""
