"""Languages by the names that their own speakers give them."""

NAMES = {
    "ar": "العربية", "bg": "Български", "bs": "Bosanski", "cs": "Čeština", "da": "Dansk", "de": "Deutsch",
    "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi", "fr": "Français",
    "he": "עברית", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն", "it": "Italiano", "ja": "日本語", "ka": "ქართული",
    "kk": "Қазақша", "ko": "한국어", "lt": "Lietuvių", "lv": "Latviešu", "mk": "Македонски", "nb": "Norsk",
    "nl": "Nederlands", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский", "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sq": "Shqip", "sr": "Српски", "sr-Latn": "Srpski", "sv": "Svenska", "tr": "Türkçe", "uk": "Українська",
    "uz": "O‘zbekcha", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip


def tongue(language: str) -> str:
    """A language's own name; with its code beside it where only the wider language is known, else the code itself."""
    if language in NAMES:
        return NAMES[language]
    wider = NAMES.get(language.partition("-")[0])
    return f"{wider} ({language})" if wider else language
