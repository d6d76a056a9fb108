"""How good the tests themselves are: small faults are put into the code, and a test has to notice each."""
