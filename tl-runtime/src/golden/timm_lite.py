"""Writes timm-lite.json: what timm makes of EfficientNet-Lite 1 to 4 on numbers by formula.

    timm_lite.py FOLDER [SALT]

Needs timm 0.9.16, and torch, torchvision and PIL for generate.py beside this file, whose formula it takes. With salt 0,
the default, it gives the file in src/test/resources/golden.
"""
import json
import os
import sys

import timm
import torch

import generate

NORM_SCALE = 0.625  # neither lets the signal of the input die nor saturate
SHOWN = 16

if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
folder = sys.argv[1]
generate.SALT = int(sys.argv[2]) if len(sys.argv) == 3 else 0


def rows(tensor):
    return [[float(v) for v in row[:SHOWN]] for row in tensor]


networks = {}
for size in range(1, 5):
    name = f"tf_efficientnet_lite{size}"
    model = timm.create_model(name).eval()
    state = {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
    model.load_state_dict(
        {k: generate.tensor(k, tuple(v.shape), generate.kind_of(k, v), NORM_SCALE) for k, v in state.items()},
        strict=False)
    shape = [2, 3, 64, 64]
    pixels = generate.tensor("input", shape, "signed")
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
    json.dump({"timm": timm.__version__, "torch": torch.__version__, "salt": generate.SALT, "networks": networks}, file, indent=1)
