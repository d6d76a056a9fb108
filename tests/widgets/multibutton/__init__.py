"""Tests of the multibutton room."""
