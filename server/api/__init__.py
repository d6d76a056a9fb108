"""The programs' door: JSON over HTTP for whoever holds a token, under `/api/v1`."""
