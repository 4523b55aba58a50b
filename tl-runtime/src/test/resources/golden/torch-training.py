"""Writes torch-training.json beside this file: options of optimizers, schedules and losses that golden/ has no case of.

    python3 torch-training.py        needs torch 1.13 and torchvision 0.14 or newer
"""
import json
import os

import torch
import torchvision

STEPS = 10
WORD = (1 << 64) - 1


def signed(name, *shape):
    """The golden values' formula, of kind "signed"."""
    seed = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        seed = ((seed ^ byte) * 0x100000001B3) & WORD
    values = []
    for i in range(torch.Size(shape).numel()):
        z = (seed + (i + 1) * 0x9E3779B97F4A7C15) & WORD
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
        values.append(2 * (((z ^ (z >> 31)) >> 40) / (1 << 24)) - 1)
    return torch.tensor(values, dtype=torch.float32).reshape(shape)


def optimizer(make, **options):
    """As golden/optimizers.json: b joins at step 6 with half the rate, which falls tenfold after step 4."""
    a, b = torch.nn.Parameter(signed("a", 5)), torch.nn.Parameter(signed("b", 2, 3))
    of_a, of_b = signed("ga", STEPS, 5), signed("gb", STEPS, 2, 3)
    optim = make([{"params": [a]}, {"params": [b], "lr": options["lr"] / 2}], **options)
    trace = []
    for step in range(STEPS):
        if step == 4:
            for group in optim.param_groups:
                group["lr"] /= 10
        a.grad = of_a[step].clone()
        b.grad = of_b[step].clone() if step >= 5 else None
        optim.step()
        trace.append({"a": a.tolist(), "b": b.flatten().tolist()})
    return {"options": options, "trace": trace}


def schedule(make, steps=40, base=0.1, warmup=0):
    """Rates of eight epochs of five steps, the first of them a warm-up where there is one."""
    optim = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base)
    scheduler = torch.optim.lr_scheduler
    made = make(scheduler, optim)
    if warmup:
        made = scheduler.SequentialLR(optim, [scheduler.LinearLR(optim, 0.01, total_iters=warmup), made], [warmup])
    rates = []
    for step in range(steps):
        rates.append(optim.param_groups[0]["lr"])
        optim.step()
        if step + 1 < steps:
            made.step()
    return rates


def focal(gamma):
    """Two classes: softmax of (0, x) is the sigmoid of x."""
    logits = (4 * signed("focal", 8)).requires_grad_()
    labels = torch.tensor([0.0, 1, 1, 0, 1, 0, 0, 1])
    loss = torchvision.ops.sigmoid_focal_loss(logits, labels, alpha=-1, gamma=gamma, reduction="mean")
    loss.backward()
    return {"loss": float(loss), "gradient": logits.grad.tolist(), "labels": [int(label) for label in labels]}


def clipped(limit):
    parameter = torch.nn.Parameter(torch.zeros(12))
    parameter.grad = signed("clip", 12)
    torch.nn.utils.clip_grad_value_([parameter], limit)
    return parameter.grad.tolist()


document = {
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
    "optimizers": {
        "sgd-dampening": optimizer(torch.optim.SGD, lr=0.1, momentum=0.9, dampening=0.25, weight_decay=0.01),
        "sgd-nesterov-decay": optimizer(torch.optim.SGD, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05),
        "adam-decay": optimizer(torch.optim.Adam, lr=0.01, weight_decay=0.05),
        "rmsprop-decay": optimizer(torch.optim.RMSprop, lr=0.01, alpha=0.99, weight_decay=0.05),
    },
    "schedules": {
        "constant": schedule(lambda s, o: s.ConstantLR(o, 1), warmup=5),
        "step": schedule(lambda s, o: s.StepLR(o, 10, 0.5), warmup=5),
        "multi-step": schedule(lambda s, o: s.MultiStepLR(o, [10, 25], 0.1), warmup=5),
        "exponential": schedule(lambda s, o: s.ExponentialLR(o, 0.8 ** (1 / 5)), warmup=5),
        "polynomial": schedule(lambda s, o: s.PolynomialLR(o, 35, 0.9), warmup=5),
        "cosine": schedule(lambda s, o: s.CosineAnnealingLR(o, 35, 0.005), warmup=5),
        "one-cycle": schedule(lambda s, o: s.OneCycleLR(o, 0.1, total_steps=40, pct_start=0.25, cycle_momentum=False)),
    },
    "focal": {str(gamma): focal(gamma) for gamma in (0.5, 2)},
    "clipValue": clipped(0.25),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch-training.json"), "w") as out:
    json.dump(document, out, indent=1)
    out.write("\n")
