"""One room per widget; nothing outside a room knows its name."""
