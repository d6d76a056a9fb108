"""The chat: its settings, what is left by it, and what a visitor sees of it."""
