"""Tells programs, mailboxes and chats outside what happened at a site: from the outbox until it is accepted there."""
