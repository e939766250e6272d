"""The table of what was tried at the HTTP door."""

from collections.abc import Sequence
from typing import Any


def door_figures(figures: Sequence[dict[str, Any]]) -> str:
    """One line an entry point, then all of them together."""
    lines = [f"{'entry point':<45}{'tried':>7}{'inner':>7}{'longest s':>11}{'most bytes':>12}"]
    for figure in sorted(figures, key=lambda figure: str(figure["entry"])):
        most = figure.get("most", "")
        lines.append(
            f"{figure['entry']:<45}{figure['forms']:>7}{figure['inner']:>7}{figure['longest']:>11.2f}{most:>12}"
        )
    tried, inner = (sum(figure[name] for figure in figures) for name in ("forms", "inner"))
    longest = max(figure["longest"] for figure in figures)
    lines.append(f"{f'all {len(figures)}':<45}{tried:>7}{inner:>7}{longest:>11.2f}")
    return "\n".join(lines)
