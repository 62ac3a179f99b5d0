"""Train the segmentation network on rendered pictures.

    python train.py --data DIR --steps 6000 --seed 1 --out final.pt --log train.log

The picture order, the augmentation and the starting weights follow from the seed, and the learning rate
from the step, so that data, seed and steps reproduce the weights on the same machine and torch version.
With --from WEIGHTS a run starts from earlier weights instead, at a lower rate.
The averaged weights (see `Average`) are written. The run's state is kept in FINAL.state every 100 steps;
if that file is there, the run is taken up from it. As the rate only falls over the last --cool-down steps,
a run can be taken up with other --steps as long as it has not begun to cool down. With --growing the folder
is read again every GROW_EVERY steps, so that a run can begin while pictures are being rendered; the log
tells how many there were.
"""

import argparse
import copy
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from classes import BACKGROUND, FACIAL_HAIR, HAIR, SCALP, SKIN
from network import INPUT_SIDE, SegmentationNetwork

VALIDATION = 200  # pictures kept out of training, the first of the folder
BATCH = 32
# A batch is read at one of the sides of its stage; the first stage of a run from nothing is small for speed.
# Less than INPUT_SIDE for speed, and for photos of other sizes.
SMALL_SIDES, SIDES, SMALL_STEPS = (80, 96), (96, 128, 160, 160), 1000
PEAK_RATE, LATER_PEAK_RATE, LAST_RATE = 4e-3, 2e-3, 1e-5  # the second for runs from earlier weights
WARM_UP = 100  # steps
WEIGHT_DECAY = 1e-3
CLASS_WEIGHTS = {BACKGROUND: 1.0, SKIN: 1.0, HAIR: 1.2, FACIAL_HAIR: 1.3, SCALP: 1.0}
DICE_WEIGHT, DICE_SMOOTHING = 0.4, 50.0  # smoothing in pixels
LOG_EVERY = 100
GROW_EVERY = 200  # steps, with --growing
# Shares of the pictures that are seen at any angle, and of the others at a multiple of 90 degrees, as a phone
# that was held sideways leaves them. About four in ten stay upright.
TURNED, QUARTER_TURNED = 0.3, 0.55


def load(folder):
    """All pictures (n x side x side x 3) and label maps (n x side x side) of a folder, 8 bits."""
    files = sorted(Path(folder).glob("pictures-*.npz"))
    if not files:
        raise SystemExit(f"no pictures in {folder}: run render.py first")
    contents = [np.load(file) for file in files]
    pictures = torch.from_numpy(np.concatenate([content["x"] for content in contents]))
    labels = torch.from_numpy(np.concatenate([content["y"] for content in contents]))
    return pictures, labels


def random_view(count, generator):
    """Affine maps that crop, zoom, stretch, turn and mirror: count x 2 x 3."""

    def uniform(low, high):
        return torch.rand(count, generator=generator) * (high - low) + low

    def rarely(probability, value, otherwise):
        return torch.where(torch.rand(count, generator=generator) < probability, value, otherwise)

    zoom = rarely(0.12, uniform(0.2, 0.5), torch.exp(uniform(-0.8, 0.2)))
    aspect = torch.exp(uniform(-0.4, 0.4)).sqrt()
    wide, high = zoom * aspect, zoom / aspect
    turn = 0.12 * torch.randn(count, generator=generator)
    turn = rarely(QUARTER_TURNED, turn + torch.randint(4, (count,), generator=generator) * math.pi / 2, turn)
    turn = rarely(TURNED, uniform(-math.pi, math.pi), turn)
    mirror = rarely(0.5, -torch.ones(count), torch.ones(count))
    right = (1 - wide.clamp(max=1)) * uniform(-1, 1) + uniform(-0.05, 0.05)
    down = (1 - high.clamp(max=1)) * uniform(-1, 1) + uniform(-0.05, 0.05)
    first = torch.stack([wide * turn.cos() * mirror, -high * turn.sin(), right], 1)
    second = torch.stack([wide * turn.sin() * mirror, high * turn.cos(), down], 1)
    return torch.stack([first, second], 1)


def random_color(x, generator):
    """Change gamma, exposure, white balance, contrast, saturation and noise of each picture."""
    count = len(x)

    def factor(spread, channels=1):
        return torch.exp(spread * torch.randn(count, channels, 1, 1, generator=generator))

    x = x.clamp(1e-3, 1) ** factor(0.15) * factor(0.12) * factor(0.05, 3)
    mean = x.mean((2, 3), keepdim=True)
    x = mean + (x - mean) * factor(0.12)
    gray = x.mean(1, keepdim=True)
    colorless = torch.rand(count, 1, 1, 1, generator=generator) < 0.07
    x = (gray + (x - gray) * torch.where(colorless, torch.zeros(1), factor(0.15))).clamp(0, 1)
    x = random_veil(x, generator)
    noise = 0.02 * torch.rand(count, 1, 1, 1, generator=generator)
    return x + noise * torch.randn(x.shape, generator=generator)


def random_veil(x, generator):
    """Now and then a dim picture, and now and then haze: light that a lens or a window adds to all of it."""
    shape = (len(x), 1, 1, 1)

    def sometimes(probability, low, high, otherwise):
        value = torch.rand(shape, generator=generator) * (high - low) + low
        return torch.where(torch.rand(shape, generator=generator) < probability, value, otherwise)

    dim = sometimes(0.12, 0.3, 0.8, torch.ones(1))
    haze = sometimes(0.12, 0.05, 0.4, torch.zeros(1))
    return x * dim * (1 - haze) + haze * (0.7 + 0.3 * torch.rand(len(x), 3, 1, 1, generator=generator))


def batch(pictures, labels, chosen, sides=(INPUT_SIDE,), generator=None):
    """Pictures 0..1 and label maps of the chosen numbers at one of `sides`; augmented if there is a generator."""
    x = pictures[chosen].permute(0, 3, 1, 2).float() / 255
    y = labels[chosen].unsqueeze(1).float()
    side, view = sides[0], torch.eye(2, 3).repeat(len(chosen), 1, 1)
    if generator:
        side = sides[int(torch.randint(len(sides), (1,), generator=generator))]
        view = random_view(len(chosen), generator)
    grid = F.affine_grid(view, (len(chosen), 3, side, side), align_corners=False)
    x = F.grid_sample(x, grid, "bilinear", "border", align_corners=False)
    y = F.grid_sample(y, grid, "nearest", "border", align_corners=False)[:, 0].long()
    if generator:
        x = random_color(x, generator)
    return x.contiguous(memory_format=torch.channels_last), y


def loss_of(logits, y):
    """Weighted cross entropy and the soft Dice loss of every class but the background."""
    weights = torch.tensor([CLASS_WEIGHTS[c] for c in sorted(CLASS_WEIGHTS)])
    loss = F.cross_entropy(logits, y, weights, label_smoothing=0.03)
    shares = logits.softmax(1)
    for kind in (SKIN, HAIR, FACIAL_HAIR, SCALP):
        share, truth = shares[:, kind], (y == kind).float()
        both, total = (share * truth).sum((1, 2)), (share + truth).sum((1, 2))
        dice = (2 * both + DICE_SMOOTHING) / (total + DICE_SMOOTHING)
        loss = loss + DICE_WEIGHT * (1 - dice).mean()
    return loss


class Average:
    """A moving average of the weights, over fewer steps at the start."""

    def __init__(self, network):
        self.network = copy.deepcopy(network).eval()
        self.updates = 0

    def update(self, network):
        self.updates += 1
        share = 1 - min(0.995, 1 - 1 / (0.2 * self.updates + 2))
        with torch.no_grad():
            for kept, new in zip(self.network.state_dict().values(), network.state_dict().values(), strict=True):
                if kept.dtype.is_floating_point:
                    kept.lerp_(new, share)
                else:
                    kept.copy_(new)


def hair_iou(network, pictures, labels, chosen):
    """Intersection over union of hair, all chosen pictures together."""
    both = either = 0
    with torch.no_grad():
        for part in chosen.split(50):
            x, y = batch(pictures, labels, part)
            found, truth = network(x).argmax(1) == HAIR, y == HAIR
            both, either = both + (found & truth).sum().item(), either + (found | truth).sum().item()
    return both / either


def learning_rate(peak, step, steps, cool_down):
    """Linear warm-up, the peak, then a half cosine down over the last `cool_down` of `steps` steps."""
    cooling = max(0, step - (steps - cool_down)) / cool_down
    return peak * min(1, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * cooling)) + LAST_RATE


class Run:
    """A training run: network, average, optimizer, random numbers and how many steps are done."""

    def __init__(self, seed, steps, cool_down, earlier=None, peak_rate=None):
        """`earlier`: a file of weights to start from; `peak_rate`: the highest learning rate, if not the usual one."""
        self.steps, self.cool_down = steps, cool_down
        torch.manual_seed(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.network = SegmentationNetwork().to(memory_format=torch.channels_last).train()
        self.peak_rate, self.small_steps = PEAK_RATE, SMALL_STEPS
        if earlier:
            self.small_steps = 0
            self.network.load_state_dict(torch.load(earlier, weights_only=True))
            self.peak_rate = LATER_PEAK_RATE
        self.peak_rate = peak_rate or self.peak_rate
        self.average = Average(self.network)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=self.peak_rate, weight_decay=WEIGHT_DECAY)
        self.done = 0

    def step(self, pictures, labels, training):
        """One step of gradient descent. Returns the loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.peak_rate, self.done, self.steps, self.cool_down)
        chosen = training[torch.randint(len(training), (BATCH,), generator=self.generator)]
        sides = SMALL_SIDES if self.done < self.small_steps else SIDES
        x, y = batch(pictures, labels, chosen, sides, self.generator)
        loss = loss_of(self.network(x), y)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimizer.step()
        self.average.update(self.network)
        self.done += 1
        return loss.item()

    def save(self, path):
        """Write all that is needed to go on later."""
        state = {
            "network": self.network.state_dict(), "average": self.average.network.state_dict(),
            "updates": self.average.updates, "optimizer": self.optimizer.state_dict(),
            "generator": self.generator.get_state(), "done": self.done,
        }  # fmt: skip
        torch.save(state, path)

    def load(self, path):
        """Go on from what `save` wrote."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.network.load_state_dict(state["average"])
        self.average.updates = state["updates"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.generator.set_state(state["generator"])
        self.done = state["done"]


def train(run, pictures, labels, until, after_some):
    """Take the run to step `until`; `after_some(text)` is called every 100 steps."""
    validation, training = torch.arange(len(pictures)).tensor_split([VALIDATION])
    started, before = time.monotonic(), run.done
    while run.done < until:
        loss = run.step(pictures, labels, training)
        if run.done % LOG_EVERY == 0 or run.done == until:
            iou = hair_iou(run.average.network, pictures, labels, validation)
            pace = (time.monotonic() - started) / (run.done - before)
            after_some(f"step {run.done} ({pace:.2f} s a step) loss {loss:.3f} validation hair IoU {iou:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder written by render.py")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--cool-down", type=int, default=2000, help="last steps, over which the rate falls")
    parser.add_argument("--growing", action="store_true", help="read the folder again now and then")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="earlier", metavar="WEIGHTS", help="weights to start from")
    parser.add_argument("--peak-rate", type=float, help="highest learning rate")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=int, nargs="*", default=[], help="hundreds of steps to keep the weights of")
    parser.add_argument("--out", required=True, type=Path, help="weights to write (a state dict)")
    parser.add_argument("--log", required=True, help="text file to append to")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    run = Run(arguments.seed, arguments.steps, arguments.cool_down, arguments.earlier, arguments.peak_rate)
    state = arguments.out.with_suffix(".state")
    if state.exists():
        run.load(state)
    with open(arguments.log, "a") as log:

        def report(line):
            print(line, file=log, flush=True)
            run.save(state)
            if run.done in arguments.keep:
                kept = arguments.out.with_stem(f"{arguments.out.stem}-{run.done}")
                torch.save(run.average.network.state_dict(), kept)

        start = f" from {Path(arguments.earlier).name}" if arguments.earlier else ""
        while run.done < run.steps:
            pictures, labels = load(arguments.data)
            report(f"{len(pictures)} pictures, seed {arguments.seed}{start}, step {run.done} to {run.steps}")
            until = min(run.steps, run.done + GROW_EVERY) if arguments.growing else run.steps
            train(run, pictures, labels, until, report)
    torch.save(run.average.network.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
