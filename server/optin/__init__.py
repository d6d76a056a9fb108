"""Double opt-in: what somebody ticked waits until a letter to their address was answered by a press."""
