"""Who of the team gets a conversation that waits: departments, duty, offers, and the visitor's place in the queue."""
