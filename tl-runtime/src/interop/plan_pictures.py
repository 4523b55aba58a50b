"""The pictures of a plan: which part each belongs to, and what a network sees of it. For same_plan.py."""
import csv
import hashlib
import os
import struct
import sys

import torch
from PIL import Image
from torchvision.transforms import InterpolationMode, RandomHorizontalFlip, RandomResizedCrop
from torchvision.transforms import functional as T

LIGHT_SCALE = (0.6, 1)


def channels_last(x):
    return x.contiguous(memory_format=torch.channels_last) if x.dim() == 4 else x


def held_out(names, split):
    """Test pictures by rank, validation by value: SplitRule."""
    def digest(name):
        text = name.encode()
        return hashlib.sha256(struct.pack(">qq", split["seed"], len(text)) + text).digest()

    ranked = sorted(names, key=digest)
    first = max(1, min(int(len(names) * split["test"] + 0.5), len(names) - 2))
    rest = sorted(ranked[first:], key=lambda name: int.from_bytes(digest(name)[-8:], "big"))
    share = split["validation"] / (1 - split["test"])
    below = sum((int.from_bytes(digest(name)[-8:], "big") >> 11) * 2.0 ** -53 < share for name in rest)
    second = max(1, min(below, len(rest) - 1))
    return {"test": ranked[:first], "validation": rest[:second], "train": rest[second:]}


def parts_of(project, plan):
    """Names and labels by part and evaluation set."""
    folder = os.path.join(project, plan["dataset"]["directory"])
    classes = sorted(os.listdir(folder))
    parts = {"train": [], "validation": [], "test": []}
    for label, name in enumerate(classes):
        members = [f"{name}/{file}" for file in sorted(os.listdir(os.path.join(folder, name)))]
        for part, chosen in held_out(members, plan["dataset"]["split"]).items():
            parts[part] += [(os.path.join(folder, path), label) for path in sorted(chosen)]
    for key, path in plan["evaluationSets"].items():
        other = os.path.join(project, path)
        parts[key] = [(os.path.join(other, name, file), label) for label, name in enumerate(classes)
                      if os.path.isdir(os.path.join(other, name))
                      for file in sorted(os.listdir(os.path.join(other, name)))]
    return parts


def check_parts(project, experiment, seed, parts):
    """Fails where the build judged other test pictures."""
    table = os.path.join(project, "target", "tl", experiment, f"seed-{seed}", "predictions-test.csv")
    if os.path.exists(table):
        with open(table, newline="", encoding="utf-8") as file:
            built = {row["picture"] for row in csv.DictReader(file)}
        ours = {"/".join(path.split(os.sep)[-2:]) for path, _ in parts["test"]}
        if built != ours:
            sys.exit(f"{table} names other pictures than the split gives")


def opened(path):
    """A picture on white, where it is transparent."""
    image = Image.open(path).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def pixels(items, steps):
    tensors = []
    for path, _ in items:
        image = T.resize(opened(path), steps["resize"], InterpolationMode(steps["interpolation"]))
        tensors.append(T.normalize(T.to_tensor(T.center_crop(image, steps["crop"])), steps["mean"], steps["std"]))
    return channels_last(torch.stack(tensors))


def augmented(items, steps):
    crop = RandomResizedCrop(steps["crop"], LIGHT_SCALE, interpolation=InterpolationMode(steps["interpolation"]))
    flip = RandomHorizontalFlip()
    return channels_last(torch.stack([
        T.normalize(T.to_tensor(flip(crop(opened(path)))), steps["mean"], steps["std"]) for path, _ in items]))


def variants(experiment, items, steps):
    """What training sees of its pictures: each as it is, or in stored views, or one for each epoch if nothing is frozen."""
    if experiment["augmentation"] != "light":
        plain = pixels(items, steps)
        return [plain] if experiment["augmentation"] == "none" else [plain, plain.flip(3)]
    fresh = experiment.get("unfreeze") == "all"
    return [augmented(items, steps) for _ in range(experiment["epochs"] if fresh else experiment["views"])]
