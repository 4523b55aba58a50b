"""Writes TorchScript modules without dates and debug information, so that the same torch writes the same bytes."""
import io
import zipfile

import torch


def write(module, path, replacements=()):
    """Scripts a module into a file.

    `replacements` are pairs of texts in the module's code: what stands for an operator that this torch does not know, and
    the operator.
    """
    written = io.BytesIO()
    torch.jit.save(torch.jit.script(module.eval()), written)
    missing = {old for old, new in replacements}
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".debug_pkl"):
                continue
            if name.endswith(".py"):
                code = content.decode()
                for old, new in replacements:
                    if old in code:
                        code = code.replace(old, new)
                        missing.discard(old)
                content = code.encode()
            target.writestr(zipfile.ZipInfo(name), content)
    if missing:
        raise ValueError(f"not in the module's code: {sorted(missing)}")
