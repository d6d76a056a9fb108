"""Codes that visitors are given and shops redeem: in pools of a site, each given once, each redeemed once."""
