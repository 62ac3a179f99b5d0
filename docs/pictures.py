"""Makes the pictures of the README: python3 docs/pictures.py [PROGRAM]

Runs the program, the release build unless another is named, on a sample, and lets headless Chromium
draw what it writes.
"""

import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/smpmatch").resolve()
SAMPLE = "stubble-light.jpg"

STYLE = """
body { margin: 0; padding: 14px 18px; background: #1e1e1e; color: #dddddd; width: max-content; }
pre { margin: 0; font: 15px/1.35 'DejaVu Sans Mono', monospace; }
b { color: #ffffff; }
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "run.html").write_text(terminal(f"smpmatch {SAMPLE}"), encoding="utf-8")
        draw(folder / "run.html", ROOT / "docs/run.png", (770, 310))
        page = folder / "page.html"
        run("-f", "html", "-o", str(page), SAMPLE)
        draw(page, ROOT / "docs/page.png", (1100, 1500))


def run(*args):
    command = [PROGRAM, "--no-config", *args]
    colors = {**os.environ, "COLORTERM": "truecolor"}
    run = subprocess.run(command, cwd=ROOT / "samples", env=colors, check=True, capture_output=True)
    return run.stdout


def terminal(line):
    """The run as a terminal shows it, as a page."""
    text = run("--color", "always", *line.split()[1:]).decode()
    parts = re.split(r"\x1b\[([0-9;]*)m", text)
    body = "".join(span(style, words) for style, words in zip([""] + parts[1::2], parts[::2]))
    return f"<meta charset=utf-8><style>{STYLE}</style><pre>$ {line}\n{body}</pre>"


def span(style, words):
    words = html.escape(words)
    if fill := re.fullmatch(r"48;2;(\d+);(\d+);(\d+)", style):
        return f'<span style="background:rgb({",".join(fill.groups())})">{words}</span>'
    return f"<b>{words}</b>" if style == "1" else words


def draw(page, picture, size):
    command = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars"]
    command += [f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}", f"file://{page}"]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
