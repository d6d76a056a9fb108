"""Conversations between a visitor and the team: numbered messages, one writer's way for both sides."""
