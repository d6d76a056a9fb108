"""Files that are sent in a conversation: what may come in, how it is kept, and the address it is read at."""
