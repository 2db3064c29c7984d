#!/usr/bin/env python3
"""Draws what a terminal shows: `tmux capture-pane -e -p` on standard input, an SVG picture on standard output.

Each word has its own place and width, so that the picture is right whatever font the reader has.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass, replace
from html import escape

# The sixteen colours of a dark terminal, and its own two.
PALETTE = ("#1d2027", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
           "#5c6370", "#ff8791", "#b5e08f", "#f5d595", "#82c4ff", "#dd9bf0", "#7fd5e0", "#ffffff")
FOREGROUND, BACKGROUND = "#c8ccd4", "#16181d"
CELL_WIDTH, CELL_HEIGHT, BASELINE, FONT_SIZE, MARGIN = 8.0, 17.0, 12.5, 13.3, 12.0
CUBE = (0, 95, 135, 175, 215, 255)


@dataclass(frozen=True)
class Style:
    foreground: str | None = None
    background: str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False

    @property
    def ink(self) -> str:
        return (self.background or BACKGROUND) if self.reverse else (self.foreground or FOREGROUND)

    @property
    def paper(self) -> str | None:
        return (self.foreground or FOREGROUND) if self.reverse else self.background


def indexed(number: int) -> str:
    if number < 16:
        return PALETTE[number]
    if number >= 232:
        level = 8 + 10 * (number - 232)
        return f"#{level:02x}{level:02x}{level:02x}"
    number -= 16
    return "#" + "".join(f"{CUBE[part]:02x}" for part in (number // 36, number // 6 % 6, number % 6))


def styled(style: Style, parameters: list[int]) -> Style:
    """The style after a Select Graphic Rendition sequence (ECMA-48, 8.3.117)."""
    codes = iter(parameters or [0])
    for code in codes:
        if code == 0:
            style = Style()
        elif code in (1, 2, 3, 4, 7):
            style = replace(style, **{{1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse"}[code]: True})
        elif code == 22:
            style = replace(style, bold=False, dim=False)
        elif code in (23, 24, 27):
            style = replace(style, **{{23: "italic", 24: "underline", 27: "reverse"}[code]: False})
        elif code in (38, 48):
            kind = next(codes)
            colour = indexed(next(codes)) if kind == 5 else "#" + "".join(f"{next(codes):02x}" for _ in range(3))
            style = replace(style, **{"foreground" if code == 38 else "background": colour})
        elif code in (39, 49):
            style = replace(style, **{"foreground" if code == 39 else "background": None})
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style = replace(style, foreground=PALETTE[code - 30 if code < 90 else code - 82])
        elif 40 <= code <= 47 or 100 <= code <= 107:
            style = replace(style, background=PALETTE[code - 40 if code < 100 else code - 92])
    return style


def cells(line: str, style: Style) -> tuple[list[tuple[int, int, str, Style]], Style]:
    """The clusters of a line: column, width in columns, text, style; and the style that the next line begins with."""
    found: list[tuple[int, int, str, Style]] = []
    column = 0
    for part in re.split(r"(\x1b\[[0-9;:]*m)", line):
        if part.startswith("\x1b["):
            style = styled(style, [int(number or 0) for number in re.split("[;:]", part[2:-1])] if part[2:-1] else [])
            continue
        for character in part:
            if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
                if found:
                    start, width, text, of = found[-1]
                    found[-1] = (start, width, text + character, of)
                continue
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            found.append((column, width, character, style))
            column += width
    return found, style


def draw(capture: str) -> str:
    lines = capture.rstrip("\n").split("\n")
    style = Style()
    rows = []
    for line in lines:
        row, style = cells(line, style)
        rows.append(row)
    columns = max((row[-1][0] + row[-1][1] for row in rows if row), default=1)
    width, height = columns * CELL_WIDTH + 2 * MARGIN, len(rows) * CELL_HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT_SIZE:g}" xml:space="preserve">',
        f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>',
    ]
    for number, row in enumerate(rows):
        top = MARGIN + number * CELL_HEIGHT
        parts += papers(row, top) + inks(row, top)
    return "\n".join([*parts, "</svg>"]) + "\n"


def papers(row: list[tuple[int, int, str, Style]], top: float) -> list[str]:
    runs: list[list] = []
    for column, width, _, style in row:
        if style.paper is None:
            continue
        if runs and runs[-1][0] + runs[-1][1] == column and runs[-1][2] == style.paper:
            runs[-1][1] += width
        else:
            runs.append([column, width, style.paper])
    return [f'<rect x="{MARGIN + column * CELL_WIDTH:g}" y="{top:g}" width="{width * CELL_WIDTH:g}" '
            f'height="{CELL_HEIGHT:g}" fill="{paper}"/>' for column, width, paper in runs]


def inks(row: list[tuple[int, int, str, Style]], top: float) -> list[str]:
    """The words of a row, each at its own place and stretched to its own width."""
    words: list[tuple[int, int, str, Style]] = []
    for column, width, text, style in row:
        if text == " " and not style.underline:
            continue
        if words and words[-1][0] + words[-1][1] == column and words[-1][3] == style:
            start, before, word, _ = words[-1]
            words[-1] = (start, before + width, word + text, style)
        else:
            words.append((column, width, text, style))
    drawn = []
    for column, width, word, style in words:
        look = f' fill="{style.ink}"'
        look += ' font-weight="bold"' if style.bold else ""
        look += ' font-style="italic"' if style.italic else ""
        look += ' fill-opacity="0.65"' if style.dim else ""
        look += ' text-decoration="underline"' if style.underline else ""
        length = f' textLength="{width * CELL_WIDTH:g}" lengthAdjust="spacingAndGlyphs"' if width > 1 else ""
        drawn.append(f'<text x="{MARGIN + column * CELL_WIDTH:g}" y="{top + BASELINE:g}"{length}{look}>'
                     f"{escape(word, quote=False)}</text>")
    return drawn


if __name__ == "__main__":
    sys.stdout.write(draw(sys.stdin.read()))
