"""Why a delivery did not arrive, in the reader's language; a reason nobody has translated is said as it was written."""

import re

from server.console.words import Words
from server.deliveries import mail_server, mailer, removing, runner, targets, telegram
from server.outgoing import failures

KNOWN = {
    mailer.NOT_SET_UP: "no_mail_server",
    mailer.UNFIT: "no_address",
    mail_server.ADDRESS_REFUSED: "address_refused",
    mail_server.LETTER_REFUSED: "letter_refused",
    mail_server.LOGIN_REFUSED: "login_refused",
    mail_server.CERTIFICATE: "mail_certificate",
    mail_server.UNREACHABLE: "mail_unreachable",
    mail_server.SLOW: "mail_slow",
    mail_server.DROPPED: "mail_dropped",
    telegram.NO_BOT: "no_bot",
    telegram.NO_CHAT: "no_chat",
    telegram.SHUT_OUT: "shut_out",
    telegram.MOVED: "moved",
    telegram.TOO_OFTEN: "too_often",
    telegram.REFUSED: "telegram_refused",
    telegram.AWAY: "telegram_away",
    telegram.STRANGE: "telegram_strange",
    failures.WrongUrl.words: "wrong_url",
    failures.AddressRefused.words: "private",
    failures.NameUnknown.words: "name_unknown",
    failures.Unreachable.words: "unreachable",
    failures.BrokenAnswer.words: "broken",
    failures.TooSlow.words: "slow",
    failures.AnswerTooLarge.words: "too_large",
    runner.ERASED: "erased",
    runner.UNREADABLE: "unreadable",
    targets.BY_HAND: "by_hand",
    targets.DELETED: "target_deleted",
    removing.SET_ASIDE: "set_aside",
    removing.SET_ASIDE_OFF: "set_aside",
    removing.SET_ASIDE_STOPPED: "set_aside",
    removing.STOPPED: "stopped",
}
GONE = re.compile(r"answered 410\b")
REDIRECT = re.compile(r"answered (3\d\d)\b")
ANSWERED = re.compile(r"answered (\d{3})")
LATE = re.compile(r"no whole answer within [0-9.]+ seconds")


def reason(said: str, t: Words) -> str:
    """The reason as people read it; nothing where there is none."""
    if said in KNOWN:
        return t(f"reason.{KNOWN[said]}")
    if GONE.match(said):
        return t("reason.gone")
    if found := REDIRECT.match(said):
        return t("reason.redirect", status=found[1])
    if found := ANSWERED.fullmatch(said):
        return t("reason.answered", status=found[1])
    return t("reason.slow") if LATE.fullmatch(said) else said
