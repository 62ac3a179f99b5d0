"""Draws pictures of heads and scalps with a class for every pixel. No photograph is used.

`scene.render(seed, index)` is the only entry point; see `scene.py` for how a picture comes about.
"""
