"""A believable coffee shop with people and leads, so that a newcomer sees Frontdesk at work within a minute."""
