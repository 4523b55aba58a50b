"""Writes convolutions.pt: oneDNN's convolution with an activation in the same pass, on weights that were packed before.

    python3 make_convolutions.py ../main/resources/io/github/tlmaven/engine/convolutions.pt        torch 1.13 was used

The operators came with PyTorch 2.0, whose compiler uses them. An older torch writes the module with others in their place.
"""
import sys
from typing import List

import torch

import torchscript

NO_DILATION = "[1, 1]"


class Convolutions(torch.nn.Module):
    """Arguments are tensors, since DJL takes no others where it does not switch inference mode on, whose results may not be changed in
    place: `padding` holds height and width, `form` the strides and the groups. The dilations tell the placeholders apart."""

    def forward(self, x: torch.Tensor):
        return x

    @torch.jit.export
    def packed(self, weight: torch.Tensor, padding: torch.Tensor, form: torch.Tensor):
        zeros: List[int] = padding.tolist()
        numbers: List[int] = form.tolist()
        return torch.ops.aten.mkldnn_reorder_conv2d_weight(weight, zeros, numbers[:2], [1, 1], numbers[2])

    @torch.jit.export
    def none(self, x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, padding: torch.Tensor, form: torch.Tensor):
        zeros: List[int] = padding.tolist()
        numbers: List[int] = form.tolist()
        return torch.ops.aten.mkldnn_convolution(x, weight, bias, zeros, numbers[:2], [1, 2], numbers[2])

    @torch.jit.export
    def relu(self, x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, padding: torch.Tensor, form: torch.Tensor):
        zeros: List[int] = padding.tolist()
        numbers: List[int] = form.tolist()
        return torch.ops.aten.mkldnn_convolution(x, weight, bias, zeros, numbers[:2], [1, 3], numbers[2])

    @torch.jit.export
    def relu6(self, x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, padding: torch.Tensor, form: torch.Tensor):
        zeros: List[int] = padding.tolist()
        numbers: List[int] = form.tolist()
        return torch.ops.aten.mkldnn_convolution(x, weight, bias, zeros, numbers[:2], [1, 4], numbers[2])


def replacement(placeholder, arguments, dilation, operator, further):
    moves = "zeros, torch.slice(numbers, None, 2)"
    return (f"torch.{placeholder}({arguments}, {moves}, {dilation}, numbers[2])",
            f"ops.mkldnn.{operator}({arguments}, {moves}, {NO_DILATION}, numbers[2], {further})")


def convolution(dilation, activation, scalars):
    return replacement("mkldnn_convolution", "x, weight, bias", dilation, "_convolution_pointwise",
                       f"\"{activation}\", annotate(List[Optional[number]], {scalars}), None")


torchscript.write(Convolutions(), sys.argv[1], [
    replacement("mkldnn_reorder_conv2d_weight", "weight", NO_DILATION, "_reorder_convolution_weight", "None"),
    convolution("[1, 2]", "none", "[]"),
    convolution("[1, 3]", "relu", "[]"),
    convolution("[1, 4]", "hardtanh", "[0., 6.]"),
])
