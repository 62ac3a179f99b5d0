"""Average the weights of several points of one training run, which usually generalises better than any of them.

    python average.py final-2500.pt final-3000.pt final-3500.pt --out mean.pt
"""

import argparse

import torch


def average(states):
    """The mean of every tensor of the state dicts; counters are the first one's."""
    first, *_ = states
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if value.dtype.is_floating_point else value
        for name, value in first.items()
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="+", help="state dicts kept by train.py --keep")
    parser.add_argument("--out", required=True, help="state dict to write")
    arguments = parser.parse_args()
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in arguments.weights]
    torch.save(average(states), arguments.out)


if __name__ == "__main__":
    main()
