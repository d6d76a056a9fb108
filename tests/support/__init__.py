"""What the tests lean on: real engines, databases of their own, a real browser, a running server."""
