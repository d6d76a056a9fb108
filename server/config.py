"""The installation, read once from the environment; nothing here can an owner change in the console."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MAIL_SERVER = re.compile(
    r"smtps?://([^\s@/?#]*@)?([\w.-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?/?(\?from=[^\s@&#%]+@[^\s@&#%]+)?"
)
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


class WrongSetting(Exception):
    """A variable of the environment has a value we cannot use; the message names it and what is expected."""


class Installation(BaseSettings):
    """One running Frontdesk: where its data is, what it is called from outside, how much it takes on.

    Each field is the environment variable `FRONTDESK_<NAME>`; secrets may also be given as a file's path
    in `FRONTDESK_<NAME>_FILE`.
    """

    model_config = SettingsConfigDict(env_prefix="FRONTDESK_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("data"), description="Folder for the SQLite database.")
    database_url: str = Field(
        "", description="`sqlite:///<path>` or `postgresql://…`; empty: SQLite in the data folder."
    )
    redis_url: str = Field("", description="`redis://…`, for more than one process; empty: one process.")
    public_url: str = Field("http://127.0.0.1:8080", description="The address that visitors' browsers reach us at.")
    secret_key: str = Field("", description="Seals secrets; empty: made once, kept in the data folder.")
    smtp_url: str = Field("", description="`smtp://user:password@host:port?from=…`, or smtps; empty: no mail is sent.")
    telegram_url: str = Field("https://api.telegram.org", description="Where Telegram's interface for bots answers.")
    trusted_proxies: Annotated[Networks, NoDecode] = Field(
        (), description="Addresses or networks whose X-Forwarded-For is believed, separated by commas."
    )
    country_database: Path | None = Field(None, description="A .mmdb file that tells visitors' countries.")
    country_header: str = Field("", description="A trusted proxy's header that tells them, like CF-IPCountry.")
    outgoing_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Hosts, addresses or networks, each with :port or without, that webhooks may reach though private.",
    )
    max_sockets: int = Field(5000, ge=1, le=100_000, description="Open sockets of one process; more are refused.")
    failpoint: Annotated[tuple[str, int] | None, NoDecode] = Field(
        None, description="`<name>:<n>`, for tests: the process dies at the n-th passing."
    )
    testing: bool = Field(False, description="Lets the fail point act; never set it in production.")

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip())
        return value

    @field_validator("country_database", mode="before")
    @classmethod
    def _no_file(cls, value: object) -> object:
        return value or None

    @field_validator("country_header")
    @classmethod
    def _header(cls, value: str) -> str:
        if value and not HEADER.fullmatch(value):
            raise ValueError("the name of a header, like CF-IPCountry")
        return value

    @field_validator("outgoing_allow", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("failpoint", mode="before")
    @classmethod
    def _passing(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        name, _, passings = value.partition(":")
        if value and not (name and passings.isascii() and passings.isdigit() and int(passings) > 0):
            raise ValueError("<name>:<n>, for example before_commit:3")
        return (name, int(passings)) if value else None

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        if value and (not MAIL_SERVER.fullmatch(value) or urlsplit(value).port == 0):
            raise ValueError("smtp://user:password@host:port or smtps://…, with ?from=desk@shop.example or without")
        return value

    @field_validator("public_url", "telegram_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("an address that begins with http:// or https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _database(self) -> Self:
        if self.database_url and not self.database_url.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("FRONTDESK_DATABASE_URL begins with sqlite:/// or postgresql://")
        return self

    @property
    def database(self) -> str:
        """The database's address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'frontdesk.sqlite3'}"


SECRETS = ("database_url", "redis_url", "secret_key", "smtp_url")


def read_environment(environment: dict[str, str], **given: Any) -> Installation:
    """Read the installation from the environment; `given` values win. Raises `WrongSetting` in safe words."""
    values: dict[str, Any] = {}
    for name in SECRETS:
        if path := environment.get(f"FRONTDESK_{name.upper()}_FILE"):
            try:
                values[name] = Path(path).read_text("utf-8").strip()
            except OSError as error:
                raise WrongSetting(f"FRONTDESK_{name.upper()}_FILE: cannot be read ({error.strerror})") from error
    try:
        return Installation(**(values | {key: value for key, value in given.items() if value is not None}))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = "_".join(["FRONTDESK", *(str(part).upper() for part in first["loc"])])
        raise WrongSetting(f"{name}: {first['msg']}") from error
