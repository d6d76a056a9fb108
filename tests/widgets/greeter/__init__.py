"""The greeter room in a browser, and what the server does with a reply."""
