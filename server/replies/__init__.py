"""Ready answers of a site: written once, found by a few letters while answering, with the person's own facts put in."""
