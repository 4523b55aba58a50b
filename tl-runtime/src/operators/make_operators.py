"""Writes operators.pt: operators of PyTorch that DJL does not bind, as methods of a TorchScript module without tensors.

    python3 make_operators.py ../main/resources/io/github/tlmaven/engine/operators.pt        torch 1.13 was used
"""
import sys

import torch

import torchscript


class Operators(torch.nn.Module):
    """Methods with an underscore at their end change their argument."""

    def forward(self, x: torch.Tensor):
        return x

    @torch.jit.export
    def relu_(self, x: torch.Tensor):
        return torch.ops.aten.relu_(x)

    @torch.jit.export
    def relu6_(self, x: torch.Tensor):
        return torch.ops.aten.hardtanh_(x, 0.0, 6.0)

    @torch.jit.export
    def silu_(self, x: torch.Tensor):
        return torch.ops.aten.silu_(x)

    @torch.jit.export
    def silu(self, x: torch.Tensor):
        return torch.ops.aten.silu(x)

    @torch.jit.export
    def hardswish_(self, x: torch.Tensor):
        return torch.ops.aten.hardswish_(x)

    @torch.jit.export
    def hardswish(self, x: torch.Tensor):
        return torch.ops.aten.hardswish(x)

    @torch.jit.export
    def hardsigmoid_(self, x: torch.Tensor):
        return torch.ops.aten.hardsigmoid_(x)

    @torch.jit.export
    def hardsigmoid(self, x: torch.Tensor):
        return torch.ops.aten.hardsigmoid(x)

    @torch.jit.export
    def sigmoid_(self, x: torch.Tensor):
        return torch.ops.aten.sigmoid_(x)


torchscript.write(Operators(), sys.argv[1])
