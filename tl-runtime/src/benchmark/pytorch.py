"""The rate of a network of torchvision on random numbers in memory, channels-last, as PyTorch comes.

    python3 pytorch.py pass MODEL        one pass of the network without its last layer
    python3 pytorch.py step MODEL        SGD steps of the whole network

The counterpart of ModelBenchmark; needs torch and torchvision, and timm for EfficientNet-Lite. Prints the rate of each repetition, the first of which warms
up.
"""
import argparse
import time

import torch
from torch import nn
from torchvision import models

parser = argparse.ArgumentParser()
parser.add_argument("work", choices=["pass", "step"])
parser.add_argument("model")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--repetitions", type=int, default=4)
options = parser.parse_args()

PICTURES, SIDE = 128, 224
torch.set_num_threads(options.threads)
torch.manual_seed(1)


def network():
    if hasattr(models, options.model):
        model = getattr(models, options.model)()
    else:
        import timm
        model = timm.create_model(options.model)
    if options.work == "pass":
        model.eval()
        if hasattr(model, "fc"):
            model.fc = nn.Identity()
        elif isinstance(model.classifier, nn.Sequential):
            model.classifier[-1] = nn.Identity()
        else:
            model.classifier = nn.Identity()
    return model.to(memory_format=torch.channels_last)


def one_pass(model, batch):
    with torch.no_grad():
        model(batch)


def one_step(model, batch, labels, optimizer):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(batch), labels).backward()
    optimizer.step()


def main():
    model = network()
    batch = torch.rand(options.batch, 3, SIDE, SIDE).to(memory_format=torch.channels_last)
    labels = torch.zeros(options.batch, dtype=torch.long)
    optimizer = torch.optim.SGD(model.parameters(), 1e-3, momentum=0.9)
    for _ in range(options.repetitions + 1):
        start = time.time()
        for _ in range(PICTURES // options.batch):
            if options.work == "pass":
                one_pass(model, batch)
            else:
                one_step(model, batch, labels, optimizer)
        rate = PICTURES / (time.time() - start)
        print(f"{options.work} {options.model}, torch {torch.__version__}, {options.threads} threads: {rate:.2f} pictures/s", flush=True)


main()
