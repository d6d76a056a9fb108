"""The people's door: pages, forms and the live line of those who work at the desk."""
