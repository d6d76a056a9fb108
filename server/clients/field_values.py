"""Values of the site's own fields: checked by kind, and kept in one form each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from server.errors import Invalid
from server.widget import one_line

LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the site's own; `label` by language."""

    id: str
    key: str
    label: Mapping[str, str]
    kind: str
    choices: Sequence[str]

    def called(self, language: str) -> str:
        """What it is called in this language, else in the first one there is."""
        return self.label.get(language) or next(iter(self.label.values()), self.key)


def read_value(field: Field, said: object) -> str:
    """A value in the one form in which it is kept, `""` for none; what does not fit the kind is refused by its key."""
    text = _plain(said)
    if not text:
        return ""
    try:
        return READ[field.kind](field, text)
    except (ValueError, InvalidOperation) as error:
        name = f"fields.{field.key}"
        raise Invalid(errors={name: EXPECTED[field.kind]}, reasons={name: field.kind}) from error


def _plain(said: object) -> str:
    if isinstance(said, bool):
        return "yes" if said else "no"
    if said is None:
        return ""
    return str(one_line(str(said)))


def _text(_field: Field, text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise ValueError
    return text


def _number(_field: Field, text: str) -> str:
    read = Decimal(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    if not read.is_finite() or len(text) > 30 or abs(read.adjusted()) > 20:
        raise ValueError
    return f"{read.normalize():f}"


def _date(_field: Field, text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _yes_no(_field: Field, text: str) -> str:
    if text not in ("yes", "no"):
        raise ValueError
    return text


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise ValueError
    return text


READ = {"text": _text, "number": _number, "date": _date, "yes_no": _yes_no, "choice": _choice}
EXPECTED = {
    "text": f"at most {LONGEST_VALUE} characters",
    "number": "a number like 12.5",
    "date": "a date like 2026-05-31",
    "yes_no": "yes or no",
    "choice": "one of the choices",
}
