"""Score weights on photos with hand-drawn hair masks or with hand-drawn boxes.

    python evaluate.py --weights final.pt --photos DIR
    python evaluate.py --weights final.pt --photos DIR --boxes boxes.json

DIR holds X.jpg and X.hair.png (white: hair, same size). Each photo is read at 384 px on its longest side,
run through the network with its mirror image, and compared: intersection over union (IoU) of hair, and
CIEDE2000 between the median hair colors (D65) inside both masks after eroding 3 px.

The boxes' file holds for every photo lists `hair`, `skin` and `other` of x, y, width and height in pixels. The
score is what share of their pixels is called what, the mean of the boxes, for the photo as it is and turned
by 90, 180 and 270 degrees.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import torch

from classes import FACIAL_HAIR, HAIR, SCALP, SKIN
from export import load_network
from network import INPUT_SIDE

LONGEST = 384
EROSION = np.ones((7, 7), np.uint8)
FEWEST_PIXELS = 30  # below this an eroded mask is not used
NO_HAIR_LAB = np.array([50.0, 0.0, 0.0])
RGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE_D65 = np.array([0.95047, 1, 1.08883])


# Kind of box, what is counted in it, and the classes that are meant.
COUNTED = (
    ("hair", "hair", (HAIR,)), ("skin", "skin or scalp", (SKIN, SCALP)), ("skin", "scalp", (SCALP,)),
    ("skin", "hair", (HAIR, FACIAL_HAIR)), ("other", "hair", (HAIR,)), ("other", "scalp", (SCALP,)),
)  # fmt: skip


def read_photo(path):
    """A photo (RGB) with 384 px on its longest side, and by how much it was scaled."""
    photo = cv2.imread(str(path))[..., ::-1]
    scale = LONGEST / max(photo.shape[:2])
    size = (round(photo.shape[1] * scale), round(photo.shape[0] * scale))
    return cv2.resize(photo, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), scale


def read_pair(path):
    """A photo (RGB) and its hair mask, at most 384 px long."""
    photo, _ = read_photo(path)
    mask = cv2.imread(str(path.with_suffix("")) + ".hair.png", cv2.IMREAD_GRAYSCALE)
    return photo, cv2.resize(mask, photo.shape[1::-1], interpolation=cv2.INTER_NEAREST) > 127


def class_shares(network, photo, side=INPUT_SIDE):
    """Probability of every class at every pixel of the photo, the mean of the photo and its mirror image."""
    small = cv2.resize(photo, (side, side), interpolation=cv2.INTER_AREA)
    x = torch.from_numpy(small.astype(np.float32) / 255).permute(2, 0, 1)[None]
    with torch.no_grad():
        shares = (network(x).softmax(1) + network(x.flip(3)).softmax(1).flip(3)) / 2
    return cv2.resize(shares[0].permute(1, 2, 0).numpy(), photo.shape[1::-1], interpolation=cv2.INTER_LINEAR)


def to_lab(rgb):
    """CIELAB (D65) of 8-bit sRGB rows."""
    encoded = rgb / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    t = linear @ RGB_TO_XYZ.T / WHITE_D65
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], -1)


def hair_color(photo, mask):
    """Median Lab inside a mask, away from its edge."""
    inner = cv2.erode(mask.astype(np.uint8), EROSION, borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    mask = inner if inner.sum() >= FEWEST_PIXELS else mask
    return np.median(to_lab(photo[mask]), 0) if mask.any() else NO_HAIR_LAB


def ciede2000(first, second):
    """Color difference of two Lab triples (Sharma, Wu, Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    chroma7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * np.sqrt(chroma7 / (chroma7 + 25**7))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    turn -= 360 * np.sign(turn) * (abs(turn) > 180)
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    cosine = lambda factor, shift: np.cos(np.radians(factor * hue + shift))  # noqa: E731
    t = 1 - 0.17 * cosine(1, -30) + 0.24 * cosine(2, 0) + 0.32 * cosine(3, 6) - 0.2 * cosine(4, -63)
    scale_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    dl, dc = (l2 - l1) / scale_l, (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2) / (1 + 0.015 * chroma * t)
    blue = np.exp(-((((hue % 360) - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7)) * np.sin(np.radians(60 * blue))
    return np.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def score(network, path, side):
    """IoU of hair and color error of one photo."""
    photo, truth = read_pair(path)
    found = class_shares(network, photo, side).argmax(-1) == HAIR
    iou = (found & truth).sum() / max(1, (found | truth).sum())
    return iou, ciede2000(hair_color(photo, found), hair_color(photo, truth))


def summary(name, scores):
    """One line of text for a group of photos."""
    iou, error = np.array(scores).T
    return (
        f"{name:5} n {len(scores)}: hair IoU mean {iou.mean():.3f} median {np.median(iou):.3f} "
        f"p10 {np.quantile(iou, 0.1):.3f}; color error median {np.median(error):.2f} "
        f"mean {error.mean():.2f} p90 {np.quantile(error, 0.9):.2f}"
    )


def box_scores(network, path, boxes, turns, side):
    """For each line of COUNTED one share per box of a photo that is read after some quarter turns."""
    photo, scale = read_photo(path)
    shares = class_shares(network, np.ascontiguousarray(np.rot90(photo, turns)), side)
    called = np.rot90(shares.argmax(-1), -turns)

    def share(box, meant):
        x, y, width, height = (round(value * scale) for value in box)
        return np.isin(called[y : y + max(height, 1), x : x + max(width, 1)], meant).mean()

    return [[share(box, meant) for box in boxes.get(kind, [])] for kind, _, meant in COUNTED]


def score_boxes(network, folder, file, side):
    """Print the scores of all photos of a file of boxes, at even and at odd places of the sorted list."""
    annotations = sorted(json.loads(file.read_text()).items())
    print("turned by  " + "; ".join(f"{kind} boxes called {name}" for kind, name, _ in COUNTED))
    for turns in range(4):
        each = [box_scores(network, folder / name, boxes, turns, side) for name, boxes in annotations]
        for group, part in (("all", each), ("even", each[::2]), ("odd", each[1::2])):
            means = [np.mean(sum(column, [])) for column in zip(*part, strict=True)]
            print(f"{90 * turns:3} {group:5} " + " ".join(f"{mean:.3f}" for mean in means))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True, help="state dict written by train.py")
    parser.add_argument("--photos", type=Path, required=True, help="folder of X.jpg and X.hair.png")
    parser.add_argument("--each", action="store_true", help="also print every photo's scores, worst first")
    parser.add_argument("--boxes", type=Path, help="score against the boxes of this file instead")
    parser.add_argument("--side", type=int, default=INPUT_SIDE, help="pixels that the network reads")
    arguments = parser.parse_args()
    network = load_network(arguments.weights)
    if arguments.boxes:
        score_boxes(network, arguments.photos, arguments.boxes, arguments.side)
        return
    paths = [p for p in sorted(arguments.photos.glob("*.jpg")) if p.with_suffix(".hair.png").exists()]
    if not paths:
        parser.error(f"no X.jpg with X.hair.png in {arguments.photos}")
    scores = [score(network, path, arguments.side) for path in paths]
    for name, part in (("all", scores), ("even", scores[::2]), ("odd", scores[1::2])):
        if part:
            print(summary(name, part))
    if arguments.each:
        for (iou, error), path in sorted(zip(scores, paths, strict=True)):
            print(f"{path.stem} {iou:.3f} {error:.2f}")


if __name__ == "__main__":
    main()
