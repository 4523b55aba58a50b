"""Writes checkpoint files, and expected.json with what a reader must find in them.

    make_checkpoints.py FOLDER [SEED]

The files in src/test/resources/golden/checkpoints are of seed 7 and torch 2.7; torch 1.13 writes all of them, too.
legacy.pth is of the format before torch 1.6.
"""
import argparse, collections, io, json, os, sys, zipfile
import torch
from torch import nn

if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
os.makedirs(sys.argv[1], exist_ok=True)
os.chdir(sys.argv[1])
torch.manual_seed(int(sys.argv[2]) if len(sys.argv) == 3 else 7)
expected = {}


class Tiny(nn.Module):
    """Convolution, batch norm, ReLU, pool, linear: 3 classes from N x 3 x 8 x 8."""
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(torch.relu(self.bn(self.conv(x))).mean((2, 3)))

    @torch.jit.export
    def features(self, x):
        return torch.relu(self.bn(self.conv(x))).mean((2, 3))


def note(file, tensors, **more):
    expected[file] = dict(more, tensors={k: {"dtype": str(t.dtype).removeprefix("torch."), "shape": list(t.shape),
                                             "values": t.detach().double().flatten().tolist()[:12],
                                             "sum": t.detach().double().sum().item()} for k, t in tensors.items()})


net = Tiny()
net.train()
for _ in range(3):
    net(torch.randn(5, 3, 8, 8))
net.eval()
state = net.state_dict()
torch.save(state, "plain.pth"); note("plain.pth", state)
torch.save(state, "legacy.pth", _use_new_zipfile_serialization=False); note("legacy.pth", state)
wrapped = collections.OrderedDict(("module." + k, v) for k, v in state.items())
torch.save(wrapped, "dataparallel.pth"); note("dataparallel.pth", wrapped, prefix="module.")
optimizer = torch.optim.AdamW(net.parameters()); net(torch.randn(2, 3, 8, 8)).sum().backward(); optimizer.step()
state = net.state_dict()
torch.save({"epoch": 3, "best": 0.91, "name": "tiny", "state_dict": state, "optimizer": optimizer.state_dict(),
            "classes": ["ant", "bee", "wasp"]}, "nested.pth"); note("nested.pth", state, key="state_dict")
torch.save({"model_state_dict": state, "epoch": 1}, "nested-model-state-dict.pth")
note("nested-model-state-dict.pth", state, key="model_state_dict")
parameters = dict(net.named_parameters())
torch.save(parameters, "parameters.pth"); note("parameters.pth", parameters)
base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8
views = {"transposed": base.t(), "row": base[2], "column": base[:, 3], "block": base[1:3, 2:5], "every-second": base[::2, ::3],
         "expanded": base[0, :3].expand(2, 3), "scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3), "twin": base.t()}
torch.save(views, "views.pth"); note("views.pth", views)
kinds = {"f16": torch.tensor([0.1, -65504.0, 6e-8]).half(), "bf16": torch.tensor([0.1, -3e38, 1e-38]).bfloat16(),
         "f64": torch.tensor([0.1, 1e300, -5e-324], dtype=torch.float64), "i64": torch.tensor([2**62, -1]),
         "i32": torch.tensor([2**30, -1], dtype=torch.int32), "u8": torch.tensor([0, 255], dtype=torch.uint8),
         "bool": torch.tensor([True, False]), "f32": torch.tensor([float("inf"), -0.0, 1e-45])}
torch.save(kinds, "dtypes.pth")
note("dtypes.pth", {k: v for k, v in kinds.items() if k != "f32"})
torch.save(net, "whole-module.pth"); expected["whole-module.pth"] = {"refused": "a pickled module, not a state dict: __main__.Tiny"}
torch.save({"state_dict": state, "args": argparse.Namespace(lr=0.1)}, "namespace.pth")
expected["namespace.pth"] = {"refused": "unless the class argparse.Namespace is read as an inert record: nothing of it may be run"}


class Attack:
    def __reduce__(self):
        return os.system, ("touch attacked",)


torch.save({"state_dict": state, "payload": Attack()}, "attack.pth"); expected["attack.pth"] = {"refused": "names posix.system"}
for file in ("plain.pth", "legacy.pth"):
    data = open(file, "rb").read()
    cut = "truncated-" + file
    open(cut, "wb").write(data[:len(data) * 2 // 3]); expected[cut] = {"refused": "truncated"}
x = torch.linspace(-1, 1, 2 * 3 * 8 * 8).reshape(2, 3, 8, 8)
with torch.no_grad():
    out = {"input": "linspace(-1, 1, 384) as 2 x 3 x 8 x 8", "logits": net(x).tolist(), "features": net.features(x).tolist()}


def script(module, file):
    """Saves without the debug entries, which hold file paths of the machine that wrote them."""
    buffer = io.BytesIO()
    torch.jit.save(module, buffer)
    with zipfile.ZipFile(buffer) as read, zipfile.ZipFile(file, "w") as write:
        for name in read.namelist():
            if not name.endswith(".debug_pkl"):
                write.writestr(zipfile.ZipInfo(name), read.read(name))
    with torch.no_grad():
        assert torch.equal(torch.jit.load(file)(x), module(x))


script(torch.jit.trace(net, x, check_trace=False), "traced.pt"); note("traced.pt", parameters, torchscript=True, **out)
script(torch.jit.script(net), "scripted.pt"); note("scripted.pt", parameters, torchscript=True, **out)
json.dump(expected, open("expected.json", "w"), indent=1)
