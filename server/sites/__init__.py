"""Sites, the people who work there, and the widgets placed on them."""
