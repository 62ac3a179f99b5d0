"""The segmentation network: a small U-Net of inverted residuals.

Input is an sRGB-encoded picture with values 0..1, N x 3 x H x W, H and W multiples of 16.
Output is one logit map per class at the same size. The Rust program runs the same layers by hand,
so any change here needs the same change there.
"""

import torch.nn.functional as F
from torch import nn

from classes import CLASSES

INPUT_SIDE = 160

# Channels at 1/2, 1/4, 1/8 and 1/16 of the input side.
WIDTHS = (16, 24, 36, 52)


def convolution(inputs, outputs, kernel=1, stride=1, groups=1, relu=True):
    """A convolution without bias, batch normalization and, if wanted, a ReLU."""
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
    ]
    if relu:
        layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(*layers)


class InvertedResidual(nn.Module):
    """Widen with 1x1, filter each channel by itself, narrow with 1x1; add the input where shapes agree."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, expansion=2):
        super().__init__()
        inner = inputs * expansion
        self.adds_input = inputs == outputs and stride == 1
        self.layers = nn.Sequential(
            convolution(inputs, inner),
            convolution(inner, inner, kernel, stride, groups=inner),
            convolution(inner, outputs, relu=False),
        )

    def forward(self, x):
        y = self.layers(x)
        return x + y if self.adds_input else y


class GlobalContext(nn.Module):
    """Add a function of the picture's mean features to every pixel."""

    def __init__(self, channels):
        super().__init__()
        self.reduce = nn.Conv2d(channels, channels // 2, 1)
        self.expand = nn.Conv2d(channels // 2, channels, 1)

    def forward(self, x):
        mean = x.mean((2, 3), keepdim=True)
        return x + self.expand(F.relu(self.reduce(mean)))


def double(x):
    """Twice the size, bilinear."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


class SegmentationNetwork(nn.Module):
    """Encoder down to 1/16, decoder up to 1/2 with additive skips, logits at full size.

    Modules are defined in the order in which `forward` runs them: `export.py` relies on it.
    """

    def __init__(self, widths=WIDTHS, classes=len(CLASSES)):
        super().__init__()
        w1, w2, w3, w4 = widths
        block = InvertedResidual
        self.stem = convolution(3, w1, 3, stride=2)
        self.encode1 = block(w1, w1)
        self.encode2 = nn.Sequential(block(w1, w2, 3, 2, 3), block(w2, w2))
        self.encode3 = nn.Sequential(block(w2, w3, 3, 2, 3), block(w3, w3, 5), block(w3, w3, 5))
        self.encode4 = nn.Sequential(
            block(w3, w4, 3, 2, 3), block(w4, w4, 5), GlobalContext(w4), block(w4, w4, 5), block(w4, w4, 5)
        )
        self.up3 = convolution(w4, w3, relu=False)
        self.decode3 = block(w3, w3)
        self.up2 = convolution(w3, w2, relu=False)
        self.decode2 = block(w2, w2)
        self.up1 = convolution(w2, w1, relu=False)
        self.decode1 = block(w1, w1)
        self.classify = nn.Conv2d(w1, classes, 3, 1, 1)

    def forward(self, picture):
        x1 = self.encode1(self.stem((picture - 0.45) * 4))
        x2 = self.encode2(x1)
        x3 = self.encode3(x2)
        x4 = self.encode4(x3)
        y = self.decode3(x3 + double(self.up3(x4)))
        y = self.decode2(x2 + double(self.up2(y)))
        y = self.decode1(x1 + double(self.up1(y)))
        return double(self.classify(y))
