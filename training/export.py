"""Write trained weights in the form the Rust program embeds, and a golden file to test it with.

    python export.py --weights final.pt --out weights.bin --golden golden.json

weights.bin: the 8 ASCII bytes `SMPNET01`, then for each convolution, in the order `forward` runs
them, its weights as little-endian f16 in [out][in / groups][height][width] order, then one f16 bias
per output. Batch normalization is folded into the convolutions. There is no other header.

golden.json: `logits[y][x][class]` before softmax at every 8th pixel in y and x of the test picture
whose value at row y, column x, channel c is 0.5 + 0.5 sin(0.11 x (c + 1) + 0.07 y + c), 160 by 160,
computed in f32 with the weights rounded to f16 as in weights.bin.
"""

import argparse
import json

import numpy as np
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from network import INPUT_SIDE, SegmentationNetwork

MAGIC = b"SMPNET01"
GOLDEN_STEP = 8


def load_network(path):
    """The network with the weights of `path`, ready to run."""
    network = SegmentationNetwork()
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval()


def fold(network):
    """Fold every batch normalization into the convolution before it, in place."""
    for block in network.modules():
        if isinstance(block, nn.Sequential) and isinstance(block[0], nn.Conv2d):
            block[0] = fuse_conv_bn_eval(block[0], block[1])
            block[1] = nn.Identity()
    return network


def round_to_half(network):
    """Round all weights to the nearest f16, kept as f32."""
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(parameter.half().float())
    return network


def packed(network):
    """The bytes of weights.bin for a folded network."""
    parts = [MAGIC]
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            parts.append(layer.weight.detach().numpy().astype("<f2").tobytes())
            parts.append(layer.bias.detach().numpy().astype("<f2").tobytes())
    return b"".join(parts)


def golden_picture(side=INPUT_SIDE):
    """The test picture of the golden file, 1 x 3 x side x side."""
    y, x, c = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
    picture = 0.5 + 0.5 * np.sin(0.11 * x * (c + 1) + 0.07 * y + c)
    return torch.from_numpy(picture.astype(np.float32)).permute(2, 0, 1)[None]


def golden(network):
    """What golden.json holds for a folded and rounded network."""
    with torch.no_grad():
        logits = network(golden_picture())[0, :, ::GOLDEN_STEP, ::GOLDEN_STEP].permute(1, 2, 0)
    rounded = [[[round(v, 6) for v in pixel] for pixel in row] for row in logits.tolist()]
    return {"side": INPUT_SIDE, "step": GOLDEN_STEP, "logits": rounded}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True, help="state dict written by train.py")
    parser.add_argument("--out", required=True, help="weights.bin to write")
    parser.add_argument("--golden", help="golden.json to write")
    arguments = parser.parse_args()
    network = round_to_half(fold(load_network(arguments.weights)))
    content = packed(network)
    with open(arguments.out, "wb") as file:
        file.write(content)
    print(f"{arguments.out}: {len(content)} bytes")
    if arguments.golden:
        with open(arguments.golden, "w") as file:
            json.dump(golden(network), file)


if __name__ == "__main__":
    main()
