"""What Harbour Row sells: six coffees, with everything their pages say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coffee:
    """One coffee; `cents` is the price of 250 g in euro cents, `slug` its address, its drawing and its colours."""

    slug: str
    name: str
    line: str
    cents: int
    flag: str
    story: str
    origin: str
    process: str
    roast: str
    brew: str

    @property
    def price(self) -> str:
        """The price as people read it."""
        return f"€{self.cents // 100}.{self.cents % 100:02}"


COFFEES = (
    Coffee(
        "guji-natural",
        "Guji Natural",
        "Ethiopia. Apricot, honey, black tea.",
        1450,
        "Fresh this week",
        "Dried in the whole cherry for three weeks, turned by hand every hour of the first five days. It smells of "
        "apricots before you have opened the bag properly, and as it cools the cup turns to honey and black tea.",
        "Guji zone, 2,050 m, 640 small farms",
        "Natural, raised beds",
        "Light",
        "Filter, 60 g a litre, 94 °C",
    ),
    Coffee(
        "quayside",
        "Quayside",
        "House blend. Cocoa, hazelnut, very gentle.",
        1100,
        "Best for moka",
        "The coffee we drink ourselves before the doors open. Two parts Brazil for the body, one part Honduras for the "
        "sweetness. It forgives a low flame, a high flame, and a phone that rings in the middle of it.",
        "Sul de Minas and Santa Bárbara, 1,150 to 1,500 m",
        "Natural and washed",
        "Medium",
        "Moka pot, 15 g, off the heat at the first hiss",
    ),
    Coffee(
        "huila-washed",
        "Huila Washed",
        "Colombia. Red apple, caramel.",
        1320,
        "",
        "Eleven families on one hillside above Pitalito share a mill and a drying roof. Their coffee is clean and "
        "bright without being sharp: red apple first, then the caramel that stays.",
        "Pitalito, 1,750 m, 11 farms",
        "Washed, 36 h in tanks",
        "Light to medium",
        "Filter or press, 4 minutes",
    ),
    Coffee(
        "slow-tide",
        "Slow Tide",
        "Decaf, Mexico. Milk chocolate, fig.",
        1240,
        "No caffeine, all the rest",
        "The caffeine leaves with mountain water and nothing else. What stays is milk chocolate and a little fig, "
        "and an evening that ends when you want it to.",
        "Chiapas, 1,400 m, a cooperative of 90",
        "Washed, decaffeinated with water",
        "Medium",
        "Espresso, moka or press",
    ),
    Coffee(
        "night-ferry",
        "Night Ferry",
        "Espresso blend. Dark sugar, walnut.",
        1180,
        "",
        "Built for milk and for early trains. Dark sugar on top, walnut below, and a crema that holds until you have "
        "found the other shoe. Our bar pours about four hundred of these a day.",
        "Brazil, India and Guatemala",
        "Natural, washed and monsooned",
        "Medium to dark",
        "Espresso, 18 g in, 38 g out, 28 s",
    ),
    Coffee(
        "domaca",
        "Domaća",
        "Serbian grind. Powder fine, for the džezva.",
        960,
        "Ground to order",
        "Ground on Thursday evening as fine as flour, because that is the only way it works. Dense, quiet and sweet, "
        "with foam if you are patient and none if you boil it twice.",
        "Brazil, Minas Gerais, 1,100 m",
        "Natural",
        "Medium",
        "Džezva: water first, coffee second, never boil it twice",
    ),
)
