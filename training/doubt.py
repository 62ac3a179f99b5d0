"""Fit the probability that an answer can be used, and write it into the program.

    python doubt.py ANN.json PHOTOS BINARY [--write]

ANN.json holds for every photo of the folder PHOTOS its `verdict` (match: an artist could read it; doubt: ask for
another photo; none: no scalp hair) and lists `hair`, `skin` and `other` (no scalp hair) of boxes, each x, y, width and
height in pixels. The answer by hand is that of BINARY with these boxes. An answer can be used where the photo
can be matched, the best shade is at most one step off the one by hand, the zone holds at least 70 % of the hair
boxes and at most 15 % of the other boxes.

Fits a logistic regression with L2 regularization on the figures of `hair.reading`, prints how well it tells apart and
how true its probabilities are where each photo was left out of the fit, and the same from the odd places of the sorted
list to the even ones and back. With --write it replaces `src/quality/usable_table.rs`; build the program again then.
"""

import argparse
import json
import math
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np

CLUES = ("inside_hair", "all_hair", "share", "contradicted")
BY_LOGARITHM = ("share",)
# Strength of the regularization, on figures of standard deviation 1: as if so many photos spoke for no difference.
RIDGE = 0.5
TABLE = Path(__file__).parent.parent / "src/quality/usable_table.rs"


def entries(binary, *arguments):
    run = subprocess.run([binary, "-f", "jsonl", "-q", *map(str, arguments)], capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def place(answer):
    """Place of the first match among the dilutions, pale to dark."""
    matches = answer.get("matches") or []
    ladder = sorted(matches, key=lambda match: -match["water_parts"] / match["pigment_parts"])
    return ladder.index(min(matches, key=lambda match: match["rank"])) if matches else None


def share(mask, boxes):
    parts = [mask[y:y + height, x:x + width].ravel() == 255 for x, y, width, height in boxes or []]
    return np.concatenate(parts).mean() if parts else None


def is_usable(known, answer, mask, by_hand):
    if known["verdict"] != "match" or mask is None:
        return False
    hair, other = share(mask, known.get("hair")), share(mask, known.get("other"))
    steps = 0 if by_hand is None or place(answer) is None else abs(place(answer) - by_hand)
    return steps <= 1 and (hair is None or hair >= 0.7) and (other is None or other <= 0.15)


def read(annotations, folder, binary):
    """The clues of every photo with hair, and whether its answer can be used."""
    clues, usable, odd = [], [], []
    names = sorted(annotations)
    with tempfile.TemporaryDirectory() as masks:
        answers = entries(binary, "--mask", masks, *(folder / name for name in names))
        for index, (name, answer) in enumerate(zip(names, answers)):
            reading = (answer.get("hair") or {}).get("reading")
            if not reading:
                continue
            known = annotations[name]
            path = next((p for p in Path(masks).iterdir() if p.name.startswith(Path(name).stem + ".")), None)
            mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if path else None
            usable.append(is_usable(known, answer, mask, by_hand(known, folder / name, binary)))
            clues.append([math.log(reading[clue]) if clue in BY_LOGARITHM else float(reading[clue]) for clue in CLUES])
            odd.append(index % 2 == 0)
    return np.array(clues), np.array(usable, float), np.array(odd)


def by_hand(known, photo, binary):
    if known["verdict"] != "match" or not known.get("hair") or not known.get("skin"):
        return None
    boxes = [part for kind in ("hair", "skin") for box in known[kind] for part in (f"--{kind}", ",".join(map(str, box)))]
    return place(entries(binary, *boxes, photo)[0])


def fit(clues, usable):
    """Intercept and weights, by Newton's method on figures of mean 0 and standard deviation 1."""
    mean, deviation = clues.mean(0), clues.std(0) + 1e-9
    design = np.column_stack([np.ones(len(clues)), (clues - mean) / deviation])
    ridge = RIDGE * np.diag([0.0] + [1.0] * clues.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (usable - chance) - ridge @ weights
        curvature = design.T @ (design * (chance * (1 - chance))[:, None]) + ridge
        weights = weights + np.linalg.solve(curvature, gradient)
    slopes = weights[1:] / deviation
    return weights[0] - slopes @ mean, slopes


def predict(model, clues):
    return 1 / (1 + np.exp(-(model[0] + clues @ model[1])))


def area(usable, chance):
    """Area under the receiver operating characteristic."""
    good, bad = chance[usable == 1][:, None], chance[usable == 0][None, :]
    return np.mean((good > bad) + 0.5 * (good == bad))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("photos", type=Path)
    parser.add_argument("binary")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    clues, usable, odd = read(json.loads(options.annotations.read_text()), options.photos, options.binary)
    others = ~np.eye(len(usable), dtype=bool)
    left_out = np.array([predict(fit(clues[rest], usable[rest]), clues[at]) for at, rest in enumerate(others)])
    across = [area(usable[to], predict(fit(clues[~to], usable[~to]), clues[to])) for to in (~odd, odd)]
    print(f"{len(usable)} photos with hair, {usable.sum():.0f} usable")
    print(f"area under the curve: each left out {area(usable, left_out):.3f}, "
          f"odd to even {across[0]:.3f}, even to odd {across[1]:.3f}")
    for low, high in ((0, .2), (.2, .5), (.5, .7), (.7, .8), (.8, .9), (.9, .95), (.95, 1)):
        inside = (left_out >= low) & (left_out < high)
        if inside.any():
            print(f"stated {low:.2f} to {high:.2f}: {usable[inside].mean():.2f} of {inside.sum()} usable")
    intercept, slopes = fit(clues, usable)
    weights = "".join(f"    {name}: {slope:.3f},\n" for name, slope in zip(CLUES, slopes))
    table = ("//! Written by `training/doubt.py`, which says by what.\n\nuse super::usable::Clues;\n\n"
             "/// Log odds that an answer can be used, and what each clue adds to them.\n"
             f"pub(super) const INTERCEPT: f64 = {intercept:.3f};\n"
             f"pub(super) const WEIGHTS: Clues = Clues {{\n{weights}}};\n")
    print(table)
    if options.write:
        TABLE.write_text(table)


if __name__ == "__main__":
    main()
