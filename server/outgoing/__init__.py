"""Everything that leaves the house over HTTP passes here, and reaches public addresses only."""
