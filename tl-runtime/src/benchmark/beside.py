"""Training beside PyTorch: this project and peers.py in turn, so that both see the same state of the machine.

    python3 beside.py STRATEGY MODEL FOLDER [options]     needs torch and torchvision, and Maven for this project's side

STRATEGY is extract, last-block or all; FOLDER holds train/CLASS and val/CLASS. Each round trains once with TrainingBenchmark and once with
peers.py, channels-last: `finetune` on tensors in memory for last-block and all, `tutorial` and `cached` for extract. PyTorch's steps take
equally long each, so its time for all epochs is that of --steps steps, or of --peer-epochs epochs in `tutorial`, times what is missing.
Prints a line for each run, and for each peer one JSON object: medians, and the ratio of the medians.
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, "..", "..", "..")
BATCH = 32

parser = argparse.ArgumentParser()
parser.add_argument("strategy", choices=["extract", "last-block", "all"])
parser.add_argument("model")
parser.add_argument("folder")
parser.add_argument("--epochs", type=int, default=25)
parser.add_argument("--micro-batch", type=int, default=8, help="of this project's training; 1 or more")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--steps", type=int, default=16, help="of PyTorch's fine-tuning in a round")
parser.add_argument("--peer-epochs", type=int, default=2, help="of PyTorch's tutorial in a round")
parser.add_argument("--peers", default=os.path.join(HERE, "peers.py"))
options = parser.parse_args()
folder = os.path.abspath(options.folder)


def last_json(command, **settings):
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, universal_newlines=True, **settings).stdout
    result = json.loads([line for line in output.splitlines() if line.startswith("{")][-1])  # Maven ends with colours
    print(json.dumps(result), flush=True)
    return result


def ours():
    arguments = f"{options.strategy} {options.model} {folder} {options.epochs} --micro-batch {options.micro_batch}"
    return last_json(["mvn", "-q", "-B", "-o", "-pl", "tl-runtime", "-Pbenchmark", "exec:exec",
                      "-Dbenchmark.class=TrainingBenchmark", f"-Dbenchmark.arguments={arguments}"], cwd=PROJECT)


def pytorch(what):
    """The result of a run with the seconds that all epochs would take."""
    command = [sys.executable, options.peers, what, folder, "--model", options.model, "--channels-last"]
    if what == "cached":
        return last_json(command + ["--epochs", str(options.epochs)])
    if what == "tutorial":
        result = last_json(command + ["--epochs", str(options.peer_epochs)])
        return dict(result, seconds=result["seconds"] * options.epochs / options.peer_epochs)
    result = last_json(command + ["--unfreeze", options.strategy, "--steps", str(options.steps)])
    pictures = sum(len(files) for _, _, files in os.walk(os.path.join(folder, "train")))
    every = options.epochs * math.ceil(pictures / BATCH)
    return dict(result, seconds=result["seconds"] * every / options.steps)


def median(results, name):
    return statistics.median(result[name] for result in results)


def main():
    subprocess.run(["mvn", "-q", "-B", "-o", "-pl", "tl-runtime", "-Pbenchmark", "test-compile"], check=True, cwd=PROJECT)
    kinds = ["tutorial", "cached"] if options.strategy == "extract" else ["finetune"]
    own, others = [], {kind: [] for kind in kinds}
    for _ in range(options.rounds):
        own.append(ours())
        for kind in kinds:
            others[kind].append(pytorch(kind))
    for kind in kinds:
        print(json.dumps({
            "strategy": options.strategy, "model": options.model, "epochs": options.epochs,
            "microBatch": options.micro_batch, "peer": kind,
            "seconds": median(own, "seconds"), "peerSeconds": round(median(others[kind], "seconds"), 1),
            "ratio": round(median(others[kind], "seconds") / median(own, "seconds"), 2),
            "peakMiB": median(own, "peakMiB"), "peerPeakMiB": median(others[kind], "peakMiB"),
            "fifthEpochMiB": median(own, "fifthEpochMiB"), "lastEpochMiB": median(own, "lastEpochMiB")}))


main()
