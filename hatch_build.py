"""Compiles the bundled glossary into the wheel, so that no look-up ever parses YAML."""

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileGlossary(BuildHookInterface[Any]):
    """Adds ``glosscli/data/terms.db``. An editable install has none: it follows ``data/terms.yaml`` as one edits it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, os.path.join(self.root, "src"))
        from glosscli import cache

        self.folder = tempfile.TemporaryDirectory()
        compiled = os.path.join(self.folder.name, "terms.db")
        cache.compile_file(os.path.join(self.root, "data", "terms.yaml"), compiled)
        build_data["force_include"][compiled] = "glosscli/data/terms.db"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.folder.cleanup()
