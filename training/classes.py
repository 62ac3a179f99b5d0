"""The classes of a label map, shared by the renderer and the network."""

CLASSES = ("background", "skin", "hair", "facial hair")
BACKGROUND, SKIN, HAIR, FACIAL_HAIR = range(len(CLASSES))
