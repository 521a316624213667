"""What a user may set, in one frozen place: `twosource.toml` in the working folder, then `TWOSOURCE_*` in the environment.

In: the file and the environment. Out: one Settings, checked. The environment outranks the file, and what a caller passes
outranks both. This module costs 0.2 s to import, so it is imported where settings are needed and not before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from twosource.errors import UsageError

FILE = "twosource.toml"
"""The settings file, looked for in the working folder."""


class Settings(BaseSettings):
    """All settings, each with its meaning."""

    model_config = SettingsConfigDict(env_prefix="TWOSOURCE_", toml_file=FILE, frozen=True, extra="forbid")

    reader: str = Field("network", description="The reader that is used where a call names none.")
    workers: int = Field(0, ge=0, description="How many processes read reports; 0 is one for each core, 1 is this process alone.")
    commit_every: int = Field(
        25, ge=1, description="How many reports are read before they are committed: what a crash can cost at most."
    )
    keep_raw: bool = Field(
        True, description="Whether the bytes of each report are kept, compressed, beside the text made of them."
    )
    patience: float = Field(
        5.0, ge=0, description="How many seconds to wait for another program that is writing to the record file."
    )
    judge: str = Field("analyst", min_length=1, description="The name under which a person's judgements are kept.")
    cache: Path | None = Field(
        None, description="The folder for what is built once and used again, such as the index of place names."
    )
    places: Path | None = Field(
        None, description="A table of the project's own places, which goes before the gazetteer that ships (`geography/own.py`)."
    )
    roster: Path | None = Field(
        None, description="The project's own roster of actors, sources and sides, a TOML file (`vocabulary/roster.py`)."
    )
    roads: Path | None = Field(
        None, description="A table of the project's own roads, beside the corridors that ship (`geography/roads.py`)."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - asked for by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - asked for by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Name the sources, the one that outranks the others first."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**given: Any) -> Settings:
    """Return the settings in force here and now. Raises UsageError, which names the setting and what it may be."""
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise UsageError(f"{FILE} or TWOSOURCE_*: {wrong}; see `twosource --help` for what may be set") from error
    except (SettingsError, ValueError) as error:
        raise UsageError(f"{FILE} or TWOSOURCE_*: {error}; mend it or take it away") from error
