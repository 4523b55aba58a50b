"""Writes golden files from torchvision and torch.optim, the reference implementations.

    generate.py --out FOLDER [--salt N] [--only PART,PART]

Needs torch 1.13 and torchvision 0.14. With salt 0 it gives the files in src/test/resources/golden; another salt gives
another set of numbers, which `-Dgolden.dir` hands to the same tests. Every tensor is made by `tensor(name, shape, kind)`, a
formula that GoldenRows and its neighbours repeat in Java, so no weights need to be stored.
"""
import argparse, json, math, os
import numpy as np, torch, torchvision
from torchvision import models
from torchvision.transforms import functional as F, InterpolationMode
from PIL import Image

torch.set_num_threads(2)
MASK = (1 << 64) - 1
SALT = 0


def fnv1a64(text):
    h = 0xCBF29CE484222325
    for b in text.encode("utf-8"):
        h = ((h ^ b) * 0x100000001B3) & MASK
    return h


def uniform(name, count):
    """count float64 values in [0,1), each a multiple of 2^-24."""
    with np.errstate(over="ignore"):
        seed = np.uint64((fnv1a64(name) + SALT) & MASK)
        i = np.arange(1, count + 1, dtype=np.uint64)
        z = seed + i * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / float(1 << 24)


# What batch-norm weights are multiplied by, so that the signal of the input neither dies nor drowns the rest.
BN_SCALE = {"vgg13_bn": 0.5625, "vgg16_bn": 0.625, "vgg19_bn": 0.6875, "efficientnet_b0": 0.8125, "efficientnet_b1": 0.8125,
            "efficientnet_b2": 0.8125, "efficientnet_b3": 0.8125, "efficientnet_b4": 0.75, "efficientnet_b5": 0.75,
            "efficientnet_b6": 0.75, "efficientnet_b7": 0.75, "efficientnet_v2_s": 0.625, "efficientnet_v2_m": 0.625,
            "efficientnet_v2_l": 0.5625, "mobilenet_v2": 0.625, "mobilenet_v3_small": 0.8125, "mobilenet_v3_large": 0.75}


def tensor(name, shape, kind, scale=0.5):
    u = uniform(name, int(np.prod(shape)))
    if kind == "weight":
        fan_in = int(np.prod(shape[1:]))
        v = (2 * u - 1) * math.sqrt(6.0 / fan_in)
    elif kind == "scale":
        v = scale * (0.75 + u)
    elif kind == "variance":
        v = 0.5 + u
    elif kind == "shift":
        v = (2 * u - 1) * 0.1
    elif kind == "signed":
        v = 2 * u - 1
    return torch.from_numpy(v.astype(np.float32).reshape(shape))


def kind_of(name, t):
    leaf = name.rsplit(".", 1)[1]
    if leaf == "running_var":
        return "variance"
    if leaf in ("running_mean", "bias"):
        return "shift"
    if t.dim() == 1:
        return "scale"
    return "weight"


def fill(model, arch):
    sd = model.state_dict()
    for name, t in sd.items():
        if name.endswith("num_batches_tracked"):
            continue
        sd[name] = tensor(name, tuple(t.shape), kind_of(name, t), BN_SCALE.get(arch, 0.5))
    model.load_state_dict(sd)
    return model


ARCHS = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "wide_resnet50_2", "resnext50_32x4d",
         "vgg11", "vgg13", "vgg16", "vgg19", "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn",
         "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4",
         "efficientnet_b5", "efficientnet_b6", "efficientnet_b7",
         "efficientnet_v2_s", "efficientnet_v2_m", "efficientnet_v2_l",
         "mobilenet_v2", "mobilenet_v3_small", "mobilenet_v3_large"]


def catalogue():
    out = {}
    for arch in ARCHS:
        model = getattr(models, arch)()
        enum = models.get_model_weights(arch)
        entries = []
        for w in enum:
            if math.isnan(w.meta["_metrics"]["ImageNet-1K"]["acc@1"]):
                continue  # features without a classifier
            t = w.transforms()
            entries.append({
                "name": w.name, "url": w.url, "sha256Prefix": w.url.rsplit("-", 1)[1].split(".")[0],
                "resize": t.resize_size[0], "crop": t.crop_size[0], "interpolation": t.interpolation.value,
                "mean": list(t.mean), "std": list(t.std),
                "top1": w.meta["_metrics"]["ImageNet-1K"]["acc@1"], "top5": w.meta["_metrics"]["ImageNet-1K"]["acc@5"],
                "minSize": list(w.meta["min_size"]), "default": w == enum.DEFAULT})
        out[arch] = {"parameters": sum(p.numel() for p in model.parameters()), "weights": entries,
                     "stateDict": {k: "x".join(map(str, v.shape)) for k, v in model.state_dict().items()},
                     "batchNorm": sorted({(m.eps, m.momentum) for m in model.modules()
                                          if isinstance(m, torch.nn.BatchNorm2d)})}
        print("catalogue", arch, flush=True)
    return out


def forward():
    out = {}
    for arch in ARCHS:
        size = 64
        model = fill(getattr(models, arch)(), arch).eval()
        x = tensor("input", (2, 3, size, size), "signed")
        pooled = {}
        # MobileNetV2 pools with a function, so its pooled features are the input of its classifier
        pool = model.classifier[0] if arch == "mobilenet_v2" else model.avgpool
        pool.register_forward_hook(lambda m, i, o: pooled.__setitem__("x", o))
        with torch.no_grad():
            y = model(x)
        p = pooled["x"].flatten(1)
        out[arch] = {"input": [2, 3, size, size], "bnScale": BN_SCALE.get(arch, 0.5), "logits": [[float(v) for v in row[:16]] for row in y],
                     "logitsAbsMax": float(y.abs().max()), "logitsMean": float(y.double().mean()),
                     "pooled": [[float(v) for v in row[:16]] for row in p], "pooledWidth": p.shape[1],
                     "pooledAbsMax": float(p.abs().max())}
        print("forward", arch, out[arch]["logitsAbsMax"], flush=True)
    return out


def training():
    """Three SGD steps in training mode; dropout and stochastic depth switched off so that nothing is random."""
    out = {}
    for arch in ["resnet18", "mobilenet_v2", "mobilenet_v3_small", "efficientnet_b0", "vgg11_bn"]:
        model = fill(getattr(models, arch)(num_classes=10), arch).train()
        for m in model.modules():
            if isinstance(m, (torch.nn.Dropout, torchvision.ops.StochasticDepth)):
                m.p = 0.0
        lr = 0.0005 if arch.startswith("vgg") else 0.01
        opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=1e-4)
        x = tensor("batch", (4, 3, 64, 64), "signed")
        y = torch.tensor([1, 3, 3, 7])
        losses, norms = [], {}
        for step in range(3):
            opt.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            if step == 0:
                norms = {n: float(p.grad.double().norm()) for n, p in model.named_parameters()}
            opt.step()
            losses.append(float(loss))
        buffers = {n: float(b.double().norm()) for n, b in model.named_buffers() if not n.endswith("num_batches_tracked")}
        params = {n: float(p.detach().double().norm()) for n, p in model.named_parameters()}
        out[arch] = {"batch": [4, 3, 64, 64], "bnScale": BN_SCALE.get(arch, 0.5), "labels": y.tolist(), "lr": lr, "momentum": 0.9, "weightDecay": 1e-4,
                     "losses": losses, "gradientNormsStep1": norms, "parameterNormsAfter": params, "bufferNormsAfter": buffers}
        print("training", arch, losses, flush=True)
    return out


def batch_statistics():
    """Full-batch steps on the statistics of the batch, in float64; what is below the first trained layer stays in evaluation mode."""
    cases = {
        "sgd, all": ("conv1", torch.optim.SGD, dict(lr=0.01, momentum=0.9), 1e-3),
        "adamw, all": ("conv1", torch.optim.AdamW, dict(lr=1e-3), 1e-2),
        "sgd, layer4": ("layer4", torch.optim.SGD, dict(lr=0.01, momentum=0.9), 1e-3),
        "adamw, layer4": ("layer4", torch.optim.AdamW, dict(lr=1e-3), 1e-2),
    }
    out = {}
    for name, (first, make, options, decay) in cases.items():
        exact = trained(first, make, options, decay, torch.float64)
        single = trained(first, make, options, decay, torch.float32)
        changes = {}
        for tensor_name, change in exact["changes"].items():
            norm = float(change.norm())
            direction = tensor("direction " + tensor_name, (change.numel(),), "signed").double()
            changes[tensor_name] = {
                "norm": norm, "projection": float(change.flatten() @ direction),
                "float32": float((single["changes"][tensor_name].double() - change).norm()) / norm if norm else 0.0}
        out[name] = {"from": first, "options": options, "weightDecay": decay, "losses": exact["losses"],
                     "evaluationLosses": exact["evaluationLosses"], "float32Losses": single["losses"],
                     "float32EvaluationLosses": single["evaluationLosses"], "changes": changes}
        print("batch statistics", name, exact["losses"], exact["evaluationLosses"],
              "float32:", single["losses"], single["evaluationLosses"],
              "worst change", max(c["float32"] for c in changes.values()), flush=True)
    return out


def trained(first, make, options, decay, dtype):
    """ResNet-18 after four steps: losses before each step and in evaluation mode after it, and what changed by how much."""
    model = fill(models.resnet18(num_classes=10), "resnet18").to(dtype).eval()
    children = dict(model.named_children())
    above = list(children)[list(children).index(first):]
    parameters = [(n, p) for n, p in model.named_parameters() if n.split(".")[0] in above]
    before = {n: t.clone() for n, t in model.state_dict().items()}
    opt = make([{"params": [p for _, p in parameters if p.dim() > 1], "weight_decay": decay},
                {"params": [p for _, p in parameters if p.dim() == 1], "weight_decay": 0.0}], **options)
    x = tensor("batch", (8, 3, 64, 64), "signed").to(dtype)
    y = torch.arange(8) % 10
    losses, evaluation = [], []
    for step in range(4):
        for name in above:
            children[name].train()
        opt.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
        losses.append(float(loss))
        model.eval()
        with torch.no_grad():
            evaluation.append(float(torch.nn.functional.cross_entropy(model(x), y)))
    changes = {n: t - before[n] for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")}
    return {"losses": losses, "evaluationLosses": evaluation, "changes": changes}


def optimizers():
    """Two parameters a and b; b is frozen for the first five of ten steps; the rate drops tenfold after step 4."""
    cases = {
        "sgd": (torch.optim.SGD, dict(lr=0.1)),
        "sgd-momentum": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=1e-2)),
        "sgd-nesterov": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, nesterov=True)),
        "adam": (torch.optim.Adam, dict(lr=0.01)),
        "adamw": (torch.optim.AdamW, dict(lr=0.01, weight_decay=0.05)),
        "rmsprop": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.9, momentum=0.9)),
    }
    out = {}
    for name, (cls, kw) in cases.items():
        a = torch.nn.Parameter(tensor("a", (5,), "signed"))
        b = torch.nn.Parameter(tensor("b", (2, 3), "signed"))
        ga, gb = tensor("ga", (10, 5), "signed"), tensor("gb", (10, 2, 3), "signed")
        opt = cls([{"params": [a]}, {"params": [b], "lr": kw["lr"] / 2}], **kw)
        trace = []
        for t in range(10):
            if t == 4:
                for g in opt.param_groups:
                    g["lr"] /= 10
            a.grad = ga[t].clone()
            b.grad = gb[t].clone() if t >= 5 else None
            opt.step()
            trace.append({"a": a.tolist(), "b": b.flatten().tolist()})
        out[name] = {"options": kw, "rateOfB": "half of a's", "trace": trace}
    return out


def schedules():
    def run(make, steps=20, base=0.1):
        p = torch.nn.Parameter(torch.zeros(1))
        o = torch.optim.SGD([p], lr=base, momentum=0.9)
        s = make(o)
        r = []
        for _ in range(steps):
            r.append(o.param_groups[0]["lr"])
            o.step()
            s.step()
        return r
    L = torch.optim.lr_scheduler
    return {
        "cosine(T=20,min=0.001)": run(lambda o: L.CosineAnnealingLR(o, 20, 0.001)),
        "onecycle(max=0.1,total=20,pct=0.3,div=25,final=1e4)": run(lambda o: L.OneCycleLR(o, 0.1, total_steps=21, cycle_momentum=False)),
        "step(7,0.1)": run(lambda o: L.StepLR(o, 7, 0.1)),
        "exponential(0.9)": run(lambda o: L.ExponentialLR(o, 0.9)),
        "warmup5(0.01)+cosine(15)": run(lambda o: L.SequentialLR(o, [L.LinearLR(o, 0.01, total_iters=5), L.CosineAnnealingLR(o, 15)], [5])),
        "polynomial(T=20,power=2)": run(lambda o: L.PolynomialLR(o, 20, 2.0)),
    }


def losses():
    x = tensor("logits", (6, 5), "signed") * 4
    y = torch.tensor([0, 4, 2, 2, 1, 3])
    w = torch.tensor([1.0, 2.0, 0.5, 1.5, 3.0])
    soft = torch.softmax(tensor("soft", (6, 5), "signed"), 1)
    ce = torch.nn.functional.cross_entropy
    out = {"labels": y.tolist(), "classWeights": w.tolist(), "logitsTimes": 4}
    for name, kw, t in [("plain", {}, y), ("smoothing-0.1", {"label_smoothing": 0.1}, y), ("weighted", {"weight": w}, y),
                        ("weighted-smoothing-0.1", {"weight": w, "label_smoothing": 0.1}, y), ("soft-targets", {}, soft)]:
        z = x.clone().requires_grad_()
        l = ce(z, t, **kw)
        l.backward()
        out[name] = {"loss": float(l), "gradient": z.grad.tolist()}
    return out


def pictures(folder):
    """Small PNG files, and what torchvision makes of them: decode, RGB, resize, centre crop, scale, normalise."""
    os.makedirs(folder, exist_ok=True)
    yy, xx = np.mgrid[0:375, 0:500]
    photo = np.stack([127 + 120 * np.sin(xx / 17.0) * np.cos(yy / 23.0), 127 + 120 * np.sin((xx + yy) / 31.0),
                      127 + 120 * np.cos(xx * yy / 9000.0)], -1).clip(0, 255).astype(np.uint8)
    noise = (uniform("noise", 97 * 61 * 3).reshape(97, 61, 3) * 255).astype(np.uint8)
    Image.fromarray(photo).save(f"{folder}/wide-rgb.png")
    Image.fromarray(photo[:, :, 0]).save(f"{folder}/grey.png")
    Image.fromarray(np.transpose(photo, (1, 0, 2))[:301]).save(f"{folder}/tall-rgb.png")
    Image.fromarray(noise).save(f"{folder}/small-noise.png")
    Image.fromarray(photo).quantize(64).save(f"{folder}/palette.png")
    cases = [("resize256-crop224-bilinear", 256, 224, InterpolationMode.BILINEAR),
             ("resize256-crop224-bicubic", 256, 224, InterpolationMode.BICUBIC),
             ("resize232-crop224-bilinear", 232, 224, InterpolationMode.BILINEAR),
             ("resize64-crop64-bilinear", 64, 64, InterpolationMode.BILINEAR)]
    out = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "cases": {}}
    for f in sorted(os.listdir(folder)):
        for name, r, c, mode in cases:
            im = F.center_crop(F.resize(Image.open(f"{folder}/{f}").convert("RGB"), r, mode), c)
            raw = np.asarray(im)
            t = F.normalize(F.to_tensor(im), out["mean"], out["std"])
            at = [(0, 0), (c // 2, c // 2), (c - 1, c - 1), (3, c - 5), (c // 3, c // 4)]
            out["cases"][f"{f}:{name}"] = {
                "bytesAt": [{"y": y, "x": x, "rgb": raw[y, x].tolist()} for y, x in at],
                "byteMean": [float(v) for v in raw.reshape(-1, 3).mean(0)],
                "tensorMean": [float(v) for v in t.mean((1, 2))], "tensorStd": [float(v) for v in t.std((1, 2))]}
    return out


def augmentations(folder):
    """Deterministic forms of the random transforms, on PIL pictures as torchvision's presets use them, and erase, mixup, cutmix."""
    bilinear = InterpolationMode.BILINEAR
    ops = {"hflip": F.hflip, "vflip": F.vflip,
           "resized-crop 20 40 200 150 to 96": lambda i: F.resized_crop(i, 20, 40, 200, 150, [96, 96], bilinear),
           "resized-crop bicubic 0 0 60 61 to 96": lambda i: F.resized_crop(i, 0, 0, 60, 61, [96, 96], InterpolationMode.BICUBIC),
           "rotate 15 bilinear": lambda i: F.rotate(i, 15, bilinear), "rotate -30 nearest": lambda i: F.rotate(i, -30),
           "affine shear-x 0.3 rad": lambda i: F.affine(i, 0, [0, 0], 1, [math.degrees(math.atan(0.3)), 0], bilinear, center=[0, 0]),
           "affine shear-y -0.2 rad": lambda i: F.affine(i, 0, [0, 0], 1, [0, math.degrees(math.atan(-0.2))], bilinear, center=[0, 0]),
           "translate 12 -7": lambda i: F.affine(i, 0, [12, -7], 1, [0, 0], bilinear),
           "brightness 0.6": lambda i: F.adjust_brightness(i, 0.6), "brightness 1.5": lambda i: F.adjust_brightness(i, 1.5),
           "contrast 0.6": lambda i: F.adjust_contrast(i, 0.6), "contrast 1.5": lambda i: F.adjust_contrast(i, 1.5),
           "saturation 0.4": lambda i: F.adjust_saturation(i, 0.4), "saturation 1.6": lambda i: F.adjust_saturation(i, 1.6),
           "hue 0.1": lambda i: F.adjust_hue(i, 0.1), "hue -0.25": lambda i: F.adjust_hue(i, -0.25),
           "sharpness 0.3": lambda i: F.adjust_sharpness(i, 0.3), "sharpness 1.9": lambda i: F.adjust_sharpness(i, 1.9),
           "posterize 3 bits": lambda i: F.posterize(i, 3), "solarize 128": lambda i: F.solarize(i, 128),
           "autocontrast": F.autocontrast, "equalize": F.equalize, "invert": F.invert,
           "grayscale": lambda i: F.rgb_to_grayscale(i, 3),
           "gaussian-blur 5 sigma 1.3": lambda i: F.gaussian_blur(i, [5, 5], [1.3, 1.3])}
    out = {}
    for f in ("small-noise.png", "wide-rgb.png"):
        for name, op in ops.items():
            if f == "small-noise.png" and name.startswith("resized-crop 20"):
                continue  # the crop would reach past the picture
            raw = np.asarray(op(Image.open(f"{folder}/{f}").convert("RGB")))
            h, w = raw.shape[:2]
            at = [(0, 0), (h // 2, w // 2), (h - 1, w - 1), (3, w - 5), (h // 3, w // 4), (h // 5, 2), (h - 4, w // 3)]
            out[f"{f}:{name}"] = {"size": [h, w], "bytesAt": [{"y": y, "x": x, "rgb": raw[y, x].tolist()} for y, x in at],
                                  "byteMean": [float(v) for v in raw.reshape(-1, 3).mean(0)]}
    x, y = tensor("batch", (4, 3, 8, 8), "signed"), torch.tensor([0, 2, 1, 2])
    hot = torch.nn.functional.one_hot(y, 3).float()
    lam = 0.3
    turned, turned_hot = x.roll(1, 0), hot.roll(1, 0)
    mixed = x * lam + turned * (1 - lam)
    cut = x.clone()
    cut[:, :, 2:6, 1:5] = turned[:, :, 2:6, 1:5]
    kept = 1 - 16 / 64
    first = lambda t: [float(v) for v in t.flatten()[:12]]
    out["mixup lambda 0.3, partner = previous sample"] = {"pixels": first(mixed), "sum": mixed.sum().item(),
                                                          "targets": (hot * lam + turned_hot * (1 - lam)).tolist()}
    out["cutmix rows 2-5, columns 1-4, partner = previous sample"] = {"pixels": first(cut), "sum": cut.sum().item(),
                                                                      "targets": (hot * kept + turned_hot * (1 - kept)).tolist()}
    return out


def main():
    global SALT
    a = argparse.ArgumentParser()
    a.add_argument("--salt", type=int, default=0)
    a.add_argument("--out", required=True, help="the folder to write to")
    a.add_argument("--only", default="", help="parts, with commas between; all unless given")
    o = a.parse_args()
    SALT = o.salt
    os.makedirs(o.out, exist_ok=True)
    parts = {"catalogue": catalogue, "forward": forward, "training": training, "batch_statistics": batch_statistics,
             "optimizers": optimizers, "schedules": schedules, "losses": losses,
             "pictures": lambda: pictures(os.path.join(o.out, "pictures")),
             "augmentations": lambda: augmentations(os.path.join(o.out, "pictures"))}
    for name, make in parts.items():
        if o.only and name not in o.only.split(","):
            continue
        with open(os.path.join(o.out, name + ".json"), "w") as f:
            json.dump({"torch": torch.__version__, "torchvision": torchvision.__version__, "salt": SALT, name: make()}, f, indent=1)


if __name__ == "__main__":
    main()
