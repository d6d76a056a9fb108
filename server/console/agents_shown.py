"""A browser and its system in plain words, from what it says of itself; enough to know one's own machine again."""

# In this order: most browsers also name those that they are like.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser/", "Yandex Browser"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
HANDS = ("iPhone", "iPad", "Android")


def browser_of(agent: str) -> str:
    """For example Firefox; empty where it says nothing that we know."""
    return _first(agent, BROWSERS)


def system_of(agent: str) -> str:
    """For example Windows; empty where it says nothing that we know."""
    return _first(agent, SYSTEMS)


def icon_of(agent: str) -> str:
    """The picture that stands beside it: a telephone or a screen."""
    return "mobile" if system_of(agent) in HANDS else "desktop"


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")
