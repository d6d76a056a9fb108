"""What was seen, opened and clicked, kept without telling who."""
