"""Reads and writes safetensors files by the format's description, with NumPy alone.

A file is eight bytes, the header's length as a little-endian number; a JSON object that gives each tensor's dtype, shape
and place in the payload, and under `__metadata__` texts; and the payload.
"""
import json
import struct

import numpy as np

DTYPES = {"F16": np.float16, "F32": np.float32, "I64": np.int64}


def read(path):
    """Tensors by name, and the metadata."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8:8 + length])
    metadata = header.pop("__metadata__", {})
    payload = memoryview(content)[8 + length:]
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(payload[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
    return tensors, metadata


def write(path, tensors):
    """Writes arrays by name, in their order."""
    header, position, parts = {}, 0, []
    for name, array in tensors.items():
        part = np.ascontiguousarray(array).tobytes()
        dtype = next(key for key, kind in DTYPES.items() if kind == array.dtype)
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [position, position + len(part)]}
        position += len(part)
        parts.append(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(parts)
