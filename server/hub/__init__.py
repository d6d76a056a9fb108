"""Messages, connections and who is here; a nudge that something changed, never the only copy of it."""
