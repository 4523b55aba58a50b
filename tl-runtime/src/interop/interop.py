"""The Python side of the exchange with PyTorch: torchvision's and timm's own classes, loaded with strict=True.

    interop.py export ARCHITECTURE CLASSES FOLDER
        makes a network with random numbers; writes its state dict as state.pth and state.safetensors, and an input with
        the logits it gives as expected.safetensors
    interop.py check MODEL EXPECTED
        loads MODEL (safetensors, metadata `architecture` and `classes`) strictly, and compares the logits of the input in
        EXPECTED with those that stand there
    interop.py predictions MODEL CSV FOLDER
        loads MODEL strictly, prepares the pictures of FOLDER as its metadata says, and compares the probabilities with
        those of CSV

Each prints the largest difference; `check` and `predictions` fail where it is above their tolerance.
"""
import csv
import json
import os
import sys

import numpy as np
import torch
from PIL import Image
from torchvision import models
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

import safetensors_format

INPUT = (2, 3, 96, 96)
# Two implementations in float32: share of the largest logit, as for the golden values.
LOGITS_TOLERANCE = 2e-5
PROBABILITY_TOLERANCE = 1e-4
BATCH = 32


def network(architecture, classes):
    """A network of torchvision or, where torchvision has none of that name, of timm."""
    if hasattr(models, architecture):
        return getattr(models, architecture)(num_classes=classes)
    import timm
    return timm.create_model(architecture, num_classes=classes)


def load(path):
    """The network that a model file holds, its class names and its preprocessing."""
    tensors, metadata = safetensors_format.read(path)
    classes = json.loads(metadata["classes"])
    net = network(metadata["architecture"], len(classes))
    net.load_state_dict({name: torch.from_numpy(array) for name, array in tensors.items()}, strict=True)
    return net.eval(), classes, json.loads(metadata["preprocessing"])


def export(architecture, classes, folder):
    torch.manual_seed(1)
    net = network(architecture, int(classes))
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            # Statistics and scales that no initialisation has, so that none of them may be mistaken for another.
            torch.nn.init.uniform_(module.running_mean, -0.1, 0.1)
            torch.nn.init.uniform_(module.running_var, 0.5, 1.5)
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.uniform_(module.bias, -0.1, 0.1)
    net.eval()
    images = torch.rand(INPUT) * 2 - 1
    with torch.no_grad():
        logits = net(images)
    state = net.state_dict()
    torch.save(state, os.path.join(folder, "state.pth"))
    safetensors_format.write(os.path.join(folder, "state.safetensors"), {k: v.numpy() for k, v in state.items()})
    safetensors_format.write(
        os.path.join(folder, "expected.safetensors"), {"input": images.numpy(), "logits": logits.numpy()})
    print(f"{architecture}: largest logit {logits.abs().max():.4g}")


def check(model, expected):
    net, _, _ = load(model)
    tensors, _ = safetensors_format.read(expected)
    with torch.no_grad():
        logits = net(torch.from_numpy(tensors["input"])).numpy()
    difference = np.abs(logits - tensors["logits"]).max()
    limit = LOGITS_TOLERANCE * np.abs(logits).max()
    print(f"{os.path.basename(model)}: largest difference of logits {difference:.3g}, allowed {limit:.3g}")
    return difference <= limit


def prepared(path, steps):
    """A picture as the network's input, by the metadata `preprocessing`."""
    image = Image.open(path).convert("RGB")
    image = F.resize(image, steps["resize"], InterpolationMode(steps["interpolation"]))
    return F.normalize(F.to_tensor(F.center_crop(image, steps["crop"])), steps["mean"], steps["std"])


def predictions(model, table, folder):
    net, classes, steps = load(model)
    with open(table, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    largest = 0.0
    for start in range(0, len(rows), BATCH):
        part = rows[start:start + BATCH]
        images = torch.stack([prepared(os.path.join(folder, row["picture"]), steps) for row in part])
        with torch.no_grad():
            found = torch.softmax(net(images), 1).numpy()
        stated = np.array([[float(row[name]) for name in classes] for row in part])
        largest = max(largest, float(np.abs(found - stated).max()))
    print(f"{model}: {len(rows)} pictures, largest difference of probabilities {largest:.3g}")
    return bool(rows) and largest <= PROBABILITY_TOLERANCE


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    held = {"export": export, "check": check, "predictions": predictions}[command](*arguments)
    sys.exit(1 if held is False else 0)
