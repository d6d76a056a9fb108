"""E-mail addresses in one normal form, so that one person's address is found again however it was typed."""

from email_validator import EmailNotValidError, validate_email

from server.errors import Invalid

LONGEST = 254


def read_email(value: str, field: str = "email") -> str:
    """The address with its domain in small ASCII letters and its name in small letters; no DNS is asked.

    Raises `Invalid` with the field's reason `not_an_email`.
    """
    typed = value.strip()
    try:
        if len(typed) > LONGEST:
            raise EmailNotValidError
        read = validate_email(typed, check_deliverability=False)
    except (EmailNotValidError, UnicodeError) as error:
        words = "This is not an e-mail address."
        raise Invalid(errors={field: words}, reasons={field: "not_an_email"}) from error
    return f"{read.local_part.lower()}@{read.ascii_domain.lower()}"


def readable_email(kept: str) -> str:
    """The address as its owner writes it: a domain in other letters than Latin ones is read in those letters."""
    if "xn--" not in kept:
        return kept
    try:
        return validate_email(kept, check_deliverability=False).normalized
    except EmailNotValidError:
        return kept
