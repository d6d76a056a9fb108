"""Articles of a site: written by the team, found by visitors while they type, read before anybody is asked."""
