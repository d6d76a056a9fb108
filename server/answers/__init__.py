"""Answers that their visitor has not seen: they go by letter, and its link leads back to the conversation."""
