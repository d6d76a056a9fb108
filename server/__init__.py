"""The asynchronous core: everything that runs on the server and is not one widget's own."""
