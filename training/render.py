"""Render training pictures with their label maps.

    python render.py --count 12000 --seed 1 --out DIR

Writes DIR/pictures-SEED-NNNN.npz of 250 pictures each (x: pictures, y: label maps, 8 bits). Picture i of a
seed is always the same. Files that exist are left alone, so an interrupted run can be taken up again.
With --sheet FILE.png a contact sheet of the first 60 pictures is drawn instead.
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from renderer import scene
from renderer.view import SIDE

SHARD = 250
SHEET_COLUMNS, SHEET_ROWS = 15, 4
CLASS_COLORS = np.array([[0, 0, 0], [60, 200, 60], [220, 40, 40], [40, 80, 240], [240, 220, 40]], np.uint8)


def render_shard(number, seed, count, out):
    """Render one file's pictures unless the file is there. Returns its path."""
    path = out / f"pictures-{seed}-{number:04}.npz"
    if path.exists():
        return path
    cv2.setNumThreads(1)
    first = number * SHARD
    pairs = [scene.render(seed, index) for index in range(first, min(first + SHARD, count))]
    unfinished = path.with_suffix(f".part-{os.getpid()}.npz")
    np.savez(unfinished, x=np.stack([p for p, _ in pairs]), y=np.stack([y for _, y in pairs]))
    unfinished.rename(path)
    return path


def contact_sheet(seed, path):
    """Pictures in rows, each row followed by the same pictures under their classes' colors."""
    rows = []
    for row in range(SHEET_ROWS):
        pairs = [scene.render(seed, row * SHEET_COLUMNS + column) for column in range(SHEET_COLUMNS)]
        rows.append(np.concatenate([picture for picture, _ in pairs], 1))
        rows.append(np.concatenate([picture // 2 + CLASS_COLORS[label] // 2 for picture, label in pairs], 1))
    sheet = np.concatenate(rows, 0)
    cv2.imwrite(str(path), sheet[..., ::-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=12000, help="how many pictures")
    parser.add_argument("--seed", type=int, default=1, help="of the series of pictures")
    parser.add_argument("--out", type=Path, help="folder to write to")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sheet", type=Path, help="draw a contact sheet to this file instead")
    arguments = parser.parse_args()
    if arguments.sheet:
        contact_sheet(arguments.seed, arguments.sheet)
        return
    if not arguments.out:
        parser.error("--out is needed")
    arguments.out.mkdir(parents=True, exist_ok=True)
    work = partial(render_shard, seed=arguments.seed, count=arguments.count, out=arguments.out)
    with ProcessPoolExecutor(arguments.processes) as pool:
        for path in pool.map(work, range(-(-arguments.count // SHARD))):
            print(path.name, f"{SIDE} px", flush=True)


if __name__ == "__main__":
    main()
