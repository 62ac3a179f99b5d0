"""Turn the weights embedded in the program back into a network that can be trained on.

    python import_weights.py --weights ../src/segment/weights/fifth.bin --data DIR --out start.pt
    python import_weights.py --weights second.bin fourth.bin --shares 0.35 0.65 --data DIR --out start.pt

`export.py` folds every batch normalization into its convolution, which can't be undone by itself: the
network written here keeps the folded convolutions and gets batch normalizations that do nothing. Their
means and variances are those of the first PICTURES pictures of `--data` (see render.py), so that training,
which normalizes by the batch, starts from nearly the same function. Layouts: see export.py.

Several files give the weighted mean of their convolutions, which works where one training went on from the other:
their networks lie in one valley of the loss (Wortsman et al. 2022, arXiv:2109.01903 and arXiv:2203.05482).

Weights of a network that knows fewer classes get the missing outputs as copies of skin's, which is what
the last class, scalp, was called before it had a name.
"""

import argparse
import math

import numpy as np
import torch
from torch import nn

from classes import CLASSES, SKIN
from export import MAGIC, golden_picture
from network import INPUT_SIDE, SegmentationNetwork
from train import batch, load

PICTURES, PART = 384, 32
# Skin's probability is shared among the outputs that stand for it, so that their sum stays what it was.
HALF = math.log(2)


def unpack(content, network):
    """Read weights.bin into the convolutions of `network`. Returns the bias of each convolution.

    The last convolution may have fewer outputs in `content` than in the network.
    """
    if content[: len(MAGIC)] != MAGIC:
        raise SystemExit("these are not weights written by export.py")
    values = torch.from_numpy(np.frombuffer(content, "<f2", offset=len(MAGIC)).astype(np.float32))
    layers = [layer for layer in network.modules() if isinstance(layer, nn.Conv2d)]
    biases, at = {}, 0
    for layer in layers:
        outputs, size = len(layer.weight), layer.weight[0].numel()
        if layer is layers[-1]:
            outputs = (len(values) - at) // (size + 1)
        weight = values[at : at + outputs * size].reshape(outputs, *layer.weight.shape[1:])
        bias = values[at + outputs * size : at + outputs * (size + 1)]
        at += outputs * (size + 1)
        missing = len(layer.weight) - outputs
        if missing:
            bias = bias.clone()
            bias[SKIN] -= HALF
            weight = torch.cat([weight, weight[SKIN].repeat(missing, 1, 1, 1)])
            bias = torch.cat([bias, bias[SKIN].repeat(missing)])
        layer.weight.data.copy_(weight)
        if layer.bias is not None:
            layer.bias.data.copy_(bias)
        biases[layer] = bias
    if at != len(values):
        raise SystemExit("the weights are of another network")
    return biases


def mean(files, shares, network):
    """Give `network` the mean of the convolutions of some files. Returns the biases, as `unpack` does."""
    weights, biases = [], []
    for file in files:
        with open(file, "rb") as content:
            biases.append(unpack(content.read(), network))
        weights.append({layer: layer.weight.detach().clone() for layer in biases[-1]})

    def blend(of_files):
        return {
            layer: sum(share * values[layer] for share, values in zip(shares, of_files, strict=True))
            for layer in of_files[0]
        }

    with torch.no_grad():
        for layer, weight in blend(weights).items():
            layer.weight.copy_(weight)
        blended = blend(biases)
        for layer, bias in blended.items():
            if layer.bias is not None:
                layer.bias.copy_(bias)
    return blended


def pairs(network):
    """Every convolution with the batch normalization after it."""
    blocks = [block for block in network.modules() if isinstance(block, nn.Sequential)]
    return [(block[0], block[1]) for block in blocks if isinstance(block[0], nn.Conv2d)]


def still(network, biases):
    """Let every batch normalization add the folded bias and do nothing else."""
    for convolution, normalization in pairs(network):
        normalization.running_mean.zero_()
        normalization.running_var.fill_(1 - normalization.eps)
        normalization.weight.data.fill_(1)
        normalization.bias.data.copy_(biases[convolution])


def measure(network, pictures, labels):
    """Give the batch normalizations the statistics of some pictures without changing the function."""
    sums = {normalization: [0.0, 0.0, 0] for _, normalization in pairs(network)}

    def add(normalization, inputs, _):
        x = inputs[0].double()
        total = sums[normalization]
        total[0] = total[0] + x.sum((0, 2, 3))
        total[1] = total[1] + (x * x).sum((0, 2, 3))
        total[2] += x[:, 0].numel()

    hooks = [normalization.register_forward_hook(add) for normalization in sums]
    with torch.no_grad():
        for part in torch.arange(min(PICTURES, len(pictures))).split(PART):
            network(batch(pictures, labels, part)[0])
    for hook in hooks:
        hook.remove()
    for normalization, (first, second, count) in sums.items():
        mean = first / count
        variance = (second / count - mean * mean).clamp(min=1e-6)
        normalization.running_mean.copy_(mean)
        normalization.running_var.copy_(variance)
        normalization.weight.data.copy_((variance + normalization.eps).sqrt())
        normalization.bias.data.add_(mean)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True, nargs="+", help="files written by export.py")
    parser.add_argument("--shares", type=float, nargs="+", help="what each counts; together 1")
    parser.add_argument("--data", required=True, help="folder written by render.py")
    parser.add_argument("--out", required=True, help="state dict to write")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    network = SegmentationNetwork(classes=len(CLASSES)).eval()
    still(network, mean(arguments.weights, arguments.shares or [1.0], network))
    with torch.no_grad():
        before = network(golden_picture(INPUT_SIDE))
        measure(network, *load(arguments.data))
        change = (network(golden_picture(INPUT_SIDE)) - before).abs().max().item()
    print(f"largest change of a logit of the golden picture: {change:.1e}")
    torch.save(network.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
