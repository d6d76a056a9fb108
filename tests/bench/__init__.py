"""Benchmarks: each figure beside a named reference that was taken in the same run, in turns with it."""
