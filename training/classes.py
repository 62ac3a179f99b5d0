"""The classes of a label map, shared by the renderer and the network."""

CLASSES = ("background", "skin", "hair", "facial hair", "scalp")
# Scalp is bare skin where hair grows or once grew, and the forehead: skin in the light of the hair beside it.
BACKGROUND, SKIN, HAIR, FACIAL_HAIR, SCALP = range(len(CLASSES))
