"""What the sample shop's visitors find by themselves; the same as its pages say."""

ARTICLES = (
    {
        "title": "How long does delivery take, and what does it cost?",
        "text": "Parcels leave Belgrade at 16:00 on weekdays. Within Serbia they take one to three days, to Russia and"
        " the European Union four to nine.\n\n"
        "Post within Serbia is €3, and nothing from €35. Fetching it at the bar costs nothing.",
        "language": "en",
    },
    {
        "title": "Can I return a coffee that I do not like?",
        "text": "Tell us within a month. We send another one and do not ask for the first one back. The same holds for"
        " a torn bag and for the wrong grind.",
        "language": "en",
    },
    {
        "title": "Which grind do I need?",
        "text": "Moka pot: medium fine. Filter: like coarse sand. Press: coarse. Džezva: as fine as flour.\n\n"
        "Sour? Grind finer. Bitter? Coarser.",
        "language": "en",
    },
    {
        "title": "Сколько идёт и сколько стоит доставка?",
        "text": "Посылки уходят из Белграда в 16:00 по будням. По Сербии идут от одного до трёх дней, в Россию и"
        " Европейский союз от четырёх до девяти.\n\n"
        "Доставка по Сербии стоит 3 €, от 35 € бесплатно. Забрать в баре можно даром.",
        "language": "ru",
    },
    {
        "title": "Можно ли вернуть кофе, который не понравился?",
        "text": "Скажите нам в течение месяца: пришлём другой, а первый оставьте себе. То же, если пачка порвана или"
        " помол не тот.",
        "language": "ru",
    },
)
