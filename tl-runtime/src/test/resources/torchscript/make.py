"""Writes the TorchScript files of this folder.

    python3 make.py        with torch 1.13; see README.md for what each file is
"""
import io, os, warnings, zipfile
import torch
from torch import nn

os.chdir(os.path.dirname(os.path.abspath(__file__)))
warnings.simplefilter("ignore")
torch.manual_seed(3)
PICTURES = torch.linspace(-1, 1, 4 * 3 * 8 * 8).reshape(4, 3, 8, 8)


class Stem(nn.Module):
    """3 x 8 x 8 -> 4 x 8 x 8; subclasses say what follows."""
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.bn = nn.BatchNorm2d(4)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return torch.relu(self.conv(x))


class Normed(Stem):
    def forward(self, x):
        return self.bn(self.conv(x)).mean((2, 3))


class Dropped(Stem):
    def forward(self, x):
        return self.drop(self.bn(self.conv(x))).mean((2, 3))


class FiveDimensions(Stem):
    def forward(self, x):
        return self.conv(x).unsqueeze(2)


class OneDimension(Stem):
    def forward(self, x):
        return self.conv(x).mean((1, 2, 3))


class Pair(Stem):
    def forward(self, x):
        y = self.conv(x)
        return y, y.mean((2, 3))


class FixedSize(Stem):
    """Fits 8 x 8 pictures alone; torch.Tensor.view needs rows that lie dense in N x C x H x W order."""
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4 * 8 * 8, 5)

    def forward(self, x):
        y = self.conv(x)
        return self.fc(y.view(y.size(0), -1))


class FixedBatch(Stem):
    def forward(self, x):
        return self.conv(x).reshape(2, -1)


class NoForward(nn.Module):
    @torch.jit.export
    def embed(self, x: torch.Tensor):
        return x.mean((2, 3))


class HalfPrecision(Stem):
    def forward(self, x):
        return self.conv(x).mean((2, 3)).bfloat16()


class NotANumber(Stem):
    def forward(self, x):
        return torch.log(-x.abs().mean((2, 3)))


class InPlace(Stem):
    """Writes into its input."""
    def forward(self, x):
        return self.conv(x.mul_(0.5)).mean((2, 3))


class Mixing(Stem):
    """A picture's row depends on the others of its batch."""
    def forward(self, x):
        y = self.conv(x).mean((2, 3))
        return y - y.mean(0, keepdim=True)


class Noisy(Stem):
    def forward(self, x):
        print("noise")
        return self.conv(x).mean((2, 3))


def write(module, file, replace=None):
    """Saves without the debug entries, which hold paths; replace = (what, by what) in the code."""
    buffer = io.BytesIO()
    torch.jit.save(module, buffer)
    replaced = replace is None
    with zipfile.ZipFile(buffer) as read, zipfile.ZipFile(file, "w") as out:
        for name in read.namelist():
            if name.endswith(".debug_pkl"):
                continue
            data = read.read(name)
            if replace and name.endswith(".py") and replace[0].encode() in data:
                data = data.decode().replace(*replace).encode()
                replaced = True
            out.writestr(zipfile.ZipInfo(name), data)
    assert replaced, file


def traced(module, train=False):
    return torch.jit.trace(module.train(train), PICTURES, check_trace=False)


write(torch.jit.script(Dropped().train()), "scripted-in-training-mode.pt")
write(traced(Dropped(), train=True), "traced-with-dropout.pt")
write(traced(Normed(), train=True), "traced-with-batch-statistics.pt")
write(traced(Stem()), "feature-map.pt")
write(traced(FixedSize()), "fixed-size.pt")
write(traced(FixedBatch()), "fixed-batch.pt")
write(traced(FiveDimensions()), "five-dimensions.pt")
write(traced(OneDimension()), "one-dimension.pt")
write(torch.jit.script(Pair()), "pair.pt")
write(torch.jit.script(NoForward()), "no-forward.pt")
write(traced(HalfPrecision()), "bfloat16.pt")
write(torch.jit.script(Normed().double()), "float64.pt")
write(traced(NotANumber()), "not-a-number.pt")
write(traced(InPlace()), "in-place.pt")
write(torch.jit.script(Mixing()), "mixing.pt")
write(torch.jit.script(Noisy()), "print.pt")
script = torch.jit.script(Stem())
for file, statement in {
    "save.pt": 'torch.save(x, "attacked")',
    "save-through-ops.pt": 'ops.aten.save(x, "attacked")',
    "save-through-alias.pt": 't = torch\n    t.save(x, "attacked")',
    "save-through-getattr.pt": 'save = getattr(torch, "save")(x, "attacked")',
    "from-file.pt": 'y = torch.from_file("/etc/hostname", False, 4)',
    "other-namespace.pt": 'y = ops.c10d.barrier(x)',
    "custom-class.pt": 'y = annotate(Optional[__torch__.torch.classes.dist_c10d.Store], None)',
    "seed.pt": 'torch.manual_seed(1)',
    "cuda.pt": 'y = torch.to(x, torch.device("cuda:0"), 6)',
    "words-in-strings.pt": 'if torch.eq(torch.dim(x), 9):\n      ops.prim.RaiseException("# torch.save(x, \\"a\\")", "b.ops")\n'
                           '    else:\n      pass',
}.items():
    write(script, file, ("    conv = self.conv\n", "    " + statement + "\n    conv = self.conv\n"))
