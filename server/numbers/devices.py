"""What kind of device a browser runs on, and which callers are no people at all."""

import re

LONGEST = 512  # of a user agent that is looked at

# Cubot is a maker of phones.
_BOT = re.compile(
    r"(?<!cu)bot\b|bot[/;_-]|crawl|spider|slurp|headless|lighthouse|pagespeed|preview|scan|monitor|uptime|fetch"
    r"|curl|wget|python|java/|go-http|okhttp|axios|node|php|ruby|perl|http_?client|facebookexternal|embedly|whatsapp/"
    r"|mediapartners|adsbot|apis-google|feedly|archiver|phantomjs|selenium|puppeteer|playwright",
    re.IGNORECASE,
)
_TABLET = re.compile(r"ipad|tablet|kindle|silk/|playbook|android(?!.*mobile)", re.IGNORECASE)
_PHONE = re.compile(r"iphone|ipod|mobile|phone|opera mini|blackberry", re.IGNORECASE)


def is_bot(agent: str) -> bool:
    """Whether this user agent belongs to a program; whoever names none is one."""
    return not agent.strip() or _BOT.search(agent[:LONGEST]) is not None


def device_of(agent: str) -> str:
    """`phone`, `tablet` or `desktop`."""
    looked_at = agent[:LONGEST]
    if _TABLET.search(looked_at):
        return "tablet"
    return "phone" if _PHONE.search(looked_at) else "desktop"
