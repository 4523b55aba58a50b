"""The experiments of a project's plan, trained with PyTorch: the same pictures in each part, the same recipe.

    same_plan.py PROJECT [EXPERIMENT ...]

PROJECT is a folder whose target/tl/plan.json a build has written. Without names every experiment of the plan is
trained, each seed once, from the EfficientNet-Lite0 that comes with the plugin. Prints accuracy and macro-F1 for each
seed and set, and their means. Random numbers are PyTorch's own, so single seeds differ from those of the build by
chance.

Serves the sample, so it knows what the sample's recipes use: AdamW, cosine with warm-up, cross-entropy, light
augmentation, a flip or none, batch norm in evaluation mode, a warm start. An experiment with anything else is left out, and named.
Needs torch, torchvision and timm.
"""
import copy
import json
import math
import os
import sys
import time

import numpy as np
import timm
import torch
from torch import nn
from torch.nn import functional as F

import safetensors_format
from plan_pictures import channels_last, check_parts, parts_of, pixels, variants

MODEL = "tf_efficientnet_lite0"
WEIGHTS = os.path.join(os.path.dirname(__file__), "..", "main", "resources", "weights", MODEL + ".safetensors")
USUAL = {"resize": 256, "crop": 224, "interpolation": "bicubic", "mean": [0.5] * 3, "std": [0.5] * 3}
STAGES = ["stem"] + [f"blocks.{i}" for i in range(7)] + ["conv_head", "classifier"]
HEAD = len(STAGES) - 1
KNOWN = {
    "model": [MODEL], "weights": ["default"], "strategy": ["extract", "finetune"], "optimizer": ["adamw"],
    "schedule": ["cosine"], "loss": ["cross-entropy"], "classWeights": ["none"], "sampling": ["shuffled"],
    "emaDecay": ["none"], "patience": ["none"], "warmStart": ["none", "probe"], "decayAll": [False], "accumulationSteps": [1],
    "monitor": ["validation_accuracy"], "clipValue": ["none"], "finalFactor": [0], "learningRates": [{}],
    "batchNorm": ["eval"],
    "augmentation": ["none", "light", {"flip": {"horizontal": 0.5, "vertical": 0}}],
}
WARM_START = {"strategy": "extract", "epochs": 25, "learningRate": 1e-3, "keep": "best", "augmentation": "none"}
WARMUP_START = 0.01
DROPOUT = 0.2
PASS_BATCH = 16


def weights():
    """The plugin's tensors as float32; convolutions are stored as float16."""
    tensors, _ = safetensors_format.read(WEIGHTS)
    return {name: torch.from_numpy(array.astype(np.float32)) for name, array in tensors.items()}


def stage_modules(net):
    stem = nn.Sequential(net.conv_stem, net.bn1)
    top = nn.Sequential(net.conv_head, net.bn2, net.global_pool)
    return [stem, *net.blocks, top, net.classifier]


def new_network(classes):
    """The pretrained network with a new head, which begins as torch.nn.Linear does."""
    net = timm.create_model(MODEL, num_classes=classes)
    net.load_state_dict({k: v for k, v in weights().items() if not k.startswith("classifier.")}, strict=False)
    net.classifier = nn.Linear(net.classifier.in_features, classes)
    return net.to(memory_format=torch.channels_last).eval()


def run(layers, x):
    for layer in layers:
        x = layer(x)
    return x


def passed(layers, x):
    with torch.no_grad():
        return torch.cat([run(layers, x[i:i + PASS_BATCH]) for i in range(0, len(x), PASS_BATCH)])


def boundary_at(experiment, epoch):
    """Index of the lowest stage that is trained in an epoch."""
    unfreeze = experiment.get("unfreeze")
    if experiment["strategy"] == "extract":
        return HEAD
    if unfreeze == "all":
        return 0
    if unfreeze == "progressive":
        joined = min(epoch // experiment["stageEpochs"], len(experiment["boundaries"]))
        return STAGES.index(experiment["boundaries"][joined - 1]) if joined else HEAD
    return STAGES.index("blocks.6" if unfreeze == "last-block" else unfreeze)


def groups(layers, stages, experiment):
    """Parameter groups of stages: a rate that falls towards the input, and no decay of biases and norms."""
    found = []
    for stage in stages:
        factor = experiment.get("layerDecay", 1) ** (HEAD - stage)
        for decay, matrices in ((experiment["weightDecay"], True), (0, False)):
            chosen = [t for t in layers[stage].parameters() if (t.dim() > 1) == matrices]
            found.append({"params": chosen, "factor": factor, "weight_decay": decay})
    return found


def rate(experiment, step, steps_per_epoch):
    warmup = experiment["warmupEpochs"] * steps_per_epoch
    if step < warmup:
        return experiment["learningRate"] * (WARMUP_START + (1 - WARMUP_START) * step / warmup)
    total = experiment["epochs"] * steps_per_epoch - warmup
    return experiment["learningRate"] * 0.5 * (1 + math.cos(math.pi * (step - warmup) / total))


class Training:
    """One training of a network in place. Each view of a picture passes the frozen part once."""

    def __init__(self, experiment, net, views, data):
        self.experiment, self.net, self.layers = experiment, net, stage_modules(net)
        self.views, self.labels = views, data["train"][1]
        self.validation, self.validation_labels = data["validation"]
        self.steps_per_epoch = math.ceil(len(self.labels) / experiment["batchSize"])
        self.lowest, self.optimizer, self.steps = HEAD + 1, None, 0

    def lower(self, lowest):
        """Lets the stages from `lowest` up join, each with an optimizer state of its own."""
        self.net.eval()
        self.inputs = torch.stack([passed(self.layers[:lowest], view) for view in self.views])
        self.validation_inputs = passed(self.layers[:lowest], self.validation)
        joining = groups(self.layers, range(lowest, self.lowest), self.experiment)
        if self.optimizer is None:
            self.optimizer = torch.optim.AdamW(joining, lr=0)
        else:
            for group in joining:
                self.optimizer.add_param_group(group)
        self.lowest = lowest

    def step(self, chosen):
        view = torch.randint(len(self.inputs), (len(chosen),))
        x = channels_last(self.inputs[view, chosen])
        features = F.dropout(run(self.layers[self.lowest:HEAD], x), DROPOUT)
        loss = F.cross_entropy(
            self.layers[HEAD](features), self.labels[chosen], label_smoothing=self.experiment["labelSmoothing"])
        now = rate(self.experiment, self.steps, self.steps_per_epoch)
        for group in self.optimizer.param_groups:
            group["lr"] = now * group["factor"]
        self.optimizer.zero_grad()
        loss.backward()
        trained = [t for group in self.optimizer.param_groups for t in group["params"]]
        nn.utils.clip_grad_norm_(trained, self.experiment["clipNorm"])
        self.optimizer.step()
        self.steps += 1

    def score(self):
        """Accuracy on the validation part; of equal ones the lower loss is better."""
        self.net.eval()
        logits, labels = passed(self.layers[self.lowest:], self.validation_inputs), self.validation_labels
        return (logits.argmax(1) == labels).float().mean().item(), -F.cross_entropy(logits, labels).item()

    def run(self):
        best, kept = (-1.0, 0.0), None
        for epoch in range(self.experiment["epochs"]):
            lowest = boundary_at(self.experiment, epoch)
            if lowest < self.lowest:
                self.lower(lowest)
            for chosen in torch.randperm(len(self.labels)).split(self.experiment["batchSize"]):
                self.step(chosen)
            score = self.score()
            if self.experiment["keep"] == "best" and score > best:
                best, kept = score, copy.deepcopy(self.net.state_dict())
        if kept is not None:
            self.net.load_state_dict(kept)


def scores(net, data):
    x, y = data
    found = passed(stage_modules(net), x).argmax(1)
    f1 = [2 * ((found == c) & (y == c)).sum().item() / max(1, (found == c).sum().item() + (y == c).sum().item())
          for c in y.unique().tolist()]
    return (found == y).float().mean().item(), sum(f1) / len(f1)


def unknown(experiment):
    """What of an experiment's settings this program does not carry out, in words."""
    odd = [f"{key} {experiment[key]}" for key, known in KNOWN.items() if experiment.get(key, known[0]) not in known]
    return ", ".join(odd + [key for key in ("head", "rename") if key in experiment])


def compare(name, experiment, project, plan, parts):
    """Trains an experiment with every seed and prints its scores."""
    steps = {**USUAL, **experiment.get("preprocessing", {})}
    data = {part: (pixels(items, steps), torch.tensor([label for _, label in items])) for part, items in parts.items()}
    classes = int(data["train"][1].max()) + 1
    table, start = {}, time.time()
    for seed in plan["seeds"]:
        check_parts(project, name, seed, parts)
        torch.manual_seed(seed)
        net = new_network(classes)
        if experiment.get("warmStart", "none") == "probe":
            Training({**experiment, **WARM_START}, net, [data["train"][0]], data).run()
        Training(experiment, net, variants(experiment, parts["train"], steps), data).run()
        for part in ["test", *plan["evaluationSets"]]:
            table.setdefault(part, []).append(scores(net, data[part]))
            accuracy, f1 = table[part][-1]
            print(f"{name} seed {seed} {part}: accuracy {accuracy:.3f}, macro-F1 {f1:.3f}", flush=True)
    for part, rows in table.items():
        accuracy, f1 = np.mean(rows, axis=0)
        print(f"{name} mean {part}: accuracy {accuracy:.3f}, macro-F1 {f1:.3f}")
    print(f"{name}: {time.time() - start:.0f} s", flush=True)


def main(project, *names):
    with open(os.path.join(project, "target", "tl", "plan.json"), encoding="utf-8") as file:
        plan = json.load(file)
    parts = parts_of(project, plan)
    for name in names or plan["experiments"]:
        experiment = plan["experiments"][name]
        if unknown(experiment):
            print(f"{name}: left out, {unknown(experiment)} is not known here")
        else:
            compare(name, experiment, project, plan, parts)


if __name__ == "__main__":
    main(*sys.argv[1:])
