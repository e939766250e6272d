"""uv, which installs: as ./dev has it, or another one."""

import shutil

from tests.support.environment_variables import CHECKOUT


def uv() -> str | None:
    """Its path, where there is one."""
    program = CHECKOUT / ".dev" / "uv" / "bin" / "uv"
    return str(program) if program.exists() else shutil.which("uv")
