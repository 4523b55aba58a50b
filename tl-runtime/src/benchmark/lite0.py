"""One pass of timm's tf_efficientnet_lite0 over tensors in memory, channels-last, as PyTorch comes.

    python3 lite0.py [--threads 2] [--batch 32]        needs torch and timm (0.9.16 was used)

The counterpart of Lite0Benchmark. Prints the rate of each repetition, the first of which warms up.
"""
import argparse
import time

import timm
import torch

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch", type=int, default=32)
options = parser.parse_args()

PICTURES, REPETITIONS = 256, 5
torch.set_num_threads(options.threads)
model = timm.create_model("tf_efficientnet_lite0").eval().to(memory_format=torch.channels_last)
batch = torch.rand(options.batch, 3, 224, 224).to(memory_format=torch.channels_last)
with torch.no_grad():
    for repetition in range(REPETITIONS + 1):
        start = time.time()
        for _ in range(PICTURES // options.batch):
            model.forward_head(model.forward_features(batch), pre_logits=True)
        rate = PICTURES / (time.time() - start)
        print(f"torch {torch.__version__}, {options.threads} threads, repetition {repetition}: {rate:.1f} pictures/s", flush=True)
