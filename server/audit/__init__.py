"""The journal: who changed what and when, kept for good."""
