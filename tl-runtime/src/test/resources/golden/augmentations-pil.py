"""Digests of what torchvision makes of PIL pictures, for AugmentationBitsTest: python3 augmentations-pil.py > augmentations-pil.json

Run with torchvision 0.14.1 and Pillow 9.4.0. Each case is [transform, numbers..., sampling or nothing].
"""
import hashlib
import json
import math
import os

import numpy as np
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pictures")
SAMPLINGS = ("nearest", "bilinear")


def shear(picture, x, y, mode):
    degrees = [math.degrees(math.atan(x)), math.degrees(math.atan(y))]
    return F.affine(picture, 0.0, [0, 0], 1.0, degrees, mode, center=[0, 0])


TRANSFORMS = {
    "rotate": lambda p, a, m: F.rotate(p, a, m),
    "shear": shear,
    "affine": lambda p, a, x, y, s, h, m: F.affine(p, a, [x, y], s, [h, 0.0], m),
    "brightness": F.adjust_brightness,
    "contrast": F.adjust_contrast,
    "saturation": F.adjust_saturation,
    "sharpness": F.adjust_sharpness,
    "hue": F.adjust_hue,
    "posterize": F.posterize,
    "solarize": F.solarize,
    "autocontrast": F.autocontrast,
    "equalize": F.equalize,
    "invert": F.invert,
    "grayscale": lambda p: F.rgb_to_grayscale(p, 3),
}


def cases():
    for sampling in SAMPLINGS:
        for angle in (0, 15, -30, 45, 90, 135, 180, 270, -123.4):
            yield ["rotate", angle, sampling]
        for x, y in ((0.3, 0), (-0.99, 0), (0, 0.3), (0, -0.66), (0.033, 0)):
            yield ["shear", x, y, sampling]
        for motion in ((0, 12, -7, 1, 0), (0, 0, 0, 0.7, 0), (0, 3, 5, 1.37, 0), (25, -4, 9, 1.2, 10), (-160, 0, 0, 0.8, -20)):
            yield ["affine", *motion, sampling]
    for name in ("brightness", "contrast", "saturation", "sharpness"):
        for factor in (0, 0.01, 0.37, 0.6, 1, 1.5, 1.99):
            yield [name, factor]
    for factor in (-0.5, -0.25, -0.01, 0, 0.1, 0.33, 0.5):
        yield ["hue", factor]
    for bits in range(2, 9):
        yield ["posterize", bits]
    for threshold in (0, 8.5, 128, 246.5, 255, 256):
        yield ["solarize", threshold]
    for name in ("autocontrast", "equalize", "invert", "grayscale"):
        yield [name]


def main():
    out = []
    for name in ("small-noise.png", "wide-rgb.png", "grey.png"):
        picture = Image.open(os.path.join(FOLDER, name)).convert("RGB")
        for case in cases():
            arguments = [InterpolationMode(a) if a in SAMPLINGS else a for a in case[1:]]
            result = np.asarray(TRANSFORMS[case[0]](picture, *arguments))
            out.append({"picture": name, "case": case, "sha256": hashlib.sha256(result.tobytes()).hexdigest()})
    print("[\n" + ",\n".join(json.dumps(entry) for entry in out) + "\n]")


main()
