"""Requests to be called back: one owner each, a true state, an outcome."""
