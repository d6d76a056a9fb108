"""The tests mirror the tree: tests/server/hub/test_hub.py explains server/hub/hub.py."""
