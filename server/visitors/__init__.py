"""The visitors' door: loader, configuration, submissions, events, the live line."""
