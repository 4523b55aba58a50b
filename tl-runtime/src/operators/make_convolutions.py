"""Writes convolutions.pt: oneDNN's convolution on weights that were packed before.

    python3 make_convolutions.py ../main/resources/io/github/tlmaven/engine/convolutions.pt        torch 1.13 was used

The operators came with PyTorch 2.0, whose compiler uses them. An older torch writes the module with others in their place.
"""
import sys
from typing import List

import torch

import torchscript


class Convolutions(torch.nn.Module):
    """Arguments are tensors, since DJL takes no others where it does not switch inference mode on, whose results may not be
    changed in place: `padding` holds height and width, `form` the strides and the groups. No activation is fused: oneDNN's
    turn what is not a number into 0, and a training that diverged would look like one that did not."""

    def forward(self, x: torch.Tensor):
        return x

    @torch.jit.export
    def packed(self, weight: torch.Tensor, padding: torch.Tensor, form: torch.Tensor):
        zeros: List[int] = padding.tolist()
        numbers: List[int] = form.tolist()
        return torch.ops.aten.mkldnn_reorder_conv2d_weight(weight, zeros, numbers[:2], [1, 1], numbers[2])

    @torch.jit.export
    def convolve(self, x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, padding: torch.Tensor, form: torch.Tensor):
        zeros: List[int] = padding.tolist()
        numbers: List[int] = form.tolist()
        return torch.ops.aten.mkldnn_convolution(x, weight, bias, zeros, numbers[:2], [1, 1], numbers[2])


def replacement(placeholder, operator, arguments, further):
    moves = f"{arguments}, zeros, torch.slice(numbers, None, 2), [1, 1], numbers[2]"
    return f"torch.{placeholder}({moves})", f"ops.mkldnn.{operator}({moves}, {further})"


torchscript.write(Convolutions(), sys.argv[1], [
    replacement("mkldnn_reorder_conv2d_weight", "_reorder_convolution_weight", "weight", "None"),
    replacement("mkldnn_convolution", "_convolution_pointwise", "x, weight, bias",
                "\"none\", annotate(List[Optional[number]], []), None"),
])
