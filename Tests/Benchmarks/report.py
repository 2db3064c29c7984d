"""What was measured, beside what it is measured by."""

from __future__ import annotations

import dataclasses
import textwrap


@dataclasses.dataclass
class Bound:
    """A bound from the targets: what came of it, and what it may be."""

    value: float
    limit: float
    # For throughput: the value must be at least the limit.
    is_floor: bool = False

    @property
    def is_met(self) -> bool:
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    @property
    def shortfall(self) -> str:
        """`12 % over`, `2.3 times over`, `40 % short`."""
        if self.is_floor:
            return f"{(1 - self.value / self.limit) * 100:.0f} % short"
        if self.limit == 0:
            return f"{self.value:g} over"
        over = self.value / self.limit
        return f"{over:.1f} times the bound" if over >= 2 else f"{(over - 1) * 100:.0f} % over"


@dataclasses.dataclass
class Row:
    name: str
    measured: str
    figure: str
    peer: str = "–"
    ratio: str = "–"
    target: str = "–"
    bounds: dict[str, Bound] = dataclasses.field(default_factory=dict)
    # Why there is no figure.
    trouble: str = ""

    @property
    def verdict(self) -> str:
        if self.trouble:
            return f"not measured: {self.trouble}"
        if not self.bounds:
            return "–"
        missed = [f"{name} {bound.shortfall}".strip() for name, bound in self.bounds.items() if not bound.is_met]
        return "MISSED: " + ", ".join(missed) if missed else "met"


def times(value: float) -> str:
    """A ratio as people read one."""
    return f"{value:.0f}×" if value >= 20 else f"{value:.1f}×" if value >= 3 else f"{value:.2f}×"


def count(value: float) -> str:
    return f"{value:,.0f}"


def megabytes(value: float) -> str:
    return f"{value / 1e6:.1f} MB"


HEADINGS = ["row", "what was measured", "figure", "peer", "ratio", "target", "verdict"]
WIDTHS = [21, 40, 22, 30, 6, 26, 24]


def table(rows: list[Row]) -> str:
    """The rows in columns; long cells are wrapped."""
    cells = [HEADINGS] + [
        [row.name, row.measured, row.figure, row.peer, row.ratio, row.target, row.verdict] for row in rows]
    rule = "-+-".join("-" * width for width in WIDTHS)
    lines = [rule]
    for row in cells:
        wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, WIDTHS)]
        for line in range(max(map(len, wrapped))):
            parts = [part[line] if line < len(part) else "" for part in wrapped]
            lines.append(" | ".join(part.ljust(width) for part, width in zip(parts, WIDTHS)).rstrip())
        lines.append(rule)
    return "\n".join(lines)
