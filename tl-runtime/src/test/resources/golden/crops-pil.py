"""Digests of torchvision's TenCrop of resized PIL pictures, for EvalViewTest: python3 crops-pil.py > crops-pil.json

Run with torchvision 0.14.1 and Pillow 9.4.0. The crops stand in torchvision's order.
"""
import hashlib
import json
import os

import numpy as np
from PIL import Image
from torchvision.transforms import InterpolationMode, Resize, TenCrop

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pictures")


def main():
    out = []
    for name in ("small-noise.png", "wide-rgb.png", "tall-rgb.png"):
        picture = Image.open(os.path.join(FOLDER, name)).convert("RGB")
        for resize, crop, interpolation in ((72, 64, "bilinear"), (67, 48, "bicubic"), (64, 64, "bilinear")):
            resized = Resize(resize, InterpolationMode(interpolation))(picture)
            digests = [hashlib.sha256(np.asarray(view).tobytes()).hexdigest() for view in TenCrop(crop)(resized)]
            out.append({"picture": name, "resize": resize, "crop": crop, "interpolation": interpolation,
                        "size": list(resized.size), "sha256": digests})
    print("[\n" + ",\n".join(json.dumps(entry) for entry in out) + "\n]")


main()
