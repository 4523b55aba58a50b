"""Writes timm-lite.json: what timm makes of EfficientNet-Lite 1 to 4 on numbers by formula.

    timm_lite.py FOLDER [SALT]

Needs torch, numpy and timm 0.9.16. With salt 0, the default, it gives the file in src/test/resources/golden.
"""
import json
import os
import sys

import numpy
import timm
import torch

NORM_SCALE = 0.625  # neither lets the signal of the input die nor saturate
SHOWN = 16
WORD = (1 << 64) - 1

if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
folder = sys.argv[1]
salt = int(sys.argv[2]) if len(sys.argv) == 3 else 0


def uniform(name, count):
    """splitmix64 of the name's FNV-1a hash, the salt and the index: multiples of 2^-24 in [0, 1)."""
    seed = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        seed = ((seed ^ byte) * 0x100000001B3) & WORD
    with numpy.errstate(over="ignore"):
        z = numpy.uint64((seed + salt) & WORD) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    return (z >> numpy.uint64(40)).astype(numpy.float64) / float(1 << 24)


def values(name, shape):
    u = uniform(name, int(numpy.prod(shape)))
    if name.endswith("running_var"):
        v = 0.5 + u
    elif name.endswith(("running_mean", "bias")):
        v = (2 * u - 1) * 0.1
    elif len(shape) == 1:
        v = NORM_SCALE * (0.75 + u)
    else:
        v = (2 * u - 1) * numpy.sqrt(6.0 / numpy.prod(shape[1:]))
    return torch.from_numpy(v.astype(numpy.float32).reshape(shape))


def rows(tensor):
    return [[float(v) for v in row[:SHOWN]] for row in tensor]


networks = {}
for size in range(1, 5):
    name = f"tf_efficientnet_lite{size}"
    model = timm.create_model(name).eval()
    state = {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
    model.load_state_dict({k: values(k, tuple(v.shape)) for k, v in state.items()}, strict=False)
    shape = [2, 3, 64, 64]
    pixels = torch.from_numpy((2 * uniform("input", int(numpy.prod(shape))) - 1).astype(numpy.float32).reshape(shape))
    with torch.no_grad():
        pooled = model.global_pool(model.forward_features(pixels))
        logits = model.classifier(pooled)
    networks[name] = {
        "parameters": sum(p.numel() for p in model.parameters()),
        "stateDict": {k: "x".join(map(str, v.shape)) for k, v in state.items()},
        "input": shape, "bnScale": NORM_SCALE,
        "logits": rows(logits), "logitsAbsMax": float(logits.abs().max()),
        "pooled": rows(pooled), "pooledAbsMax": float(pooled.abs().max()), "pooledWidth": pooled.shape[1]}
os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "timm-lite.json"), "w") as file:
    json.dump({"timm": timm.__version__, "torch": torch.__version__, "salt": salt, "networks": networks}, file, indent=1)
