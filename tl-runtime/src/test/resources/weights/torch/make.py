"""Writes the checkpoints of this folder: forms that golden/checkpoints does not hold. Debian's python3-torch 1.13 made them."""
import collections, copyreg, pickle, struct
import torch

torch.manual_seed(3)
net = torch.nn.Linear(2, 2)
marked = torch.nn.Parameter(torch.tensor([1.0, -2.0]))
marked.note = "an attribute"
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
schedule = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 2, 4])
net(torch.ones(1, 2)).sum().backward()
optimizer.step()

# what training programs keep beside a state dict
torch.save({"model": {"marked": marked}, "optimizer": optimizer.state_dict(), "lr_scheduler": schedule.state_dict(),
            "dtype": torch.bfloat16, "device": torch.device("cpu"), "size": torch.Size([3, 4]), "layout": torch.strided,
            "storage": torch.ones(2).storage(), "large": 1 << 70}, "beside.pth")
torch.save({"a": torch.arange(3.0)}, "protocol-4.pth", pickle_protocol=4)
base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
torch.save({"transposed": base.t(), "column": base[:, 3], "half": torch.tensor([0.5, 2.0]).half(),
            "channels_last": torch.arange(24.0).reshape(2, 3, 2, 2).to(memory_format=torch.channels_last)},
           "legacy-views.pth", _use_new_zipfile_serialization=False)


class Before04(pickle.Pickler):
    """Pickles tensors and parameters as torch 0.1 to 0.3 did; torch.Tensor.__setstate__ and _rebuild_tensor still read that."""
    storages = {}

    def persistent_id(self, value):
        if torch.is_storage(value):
            key = str(value._cdata)
            self.storages[key] = value
            return "storage", torch.FloatStorage, key, "cpu", len(value), None

    def reducer_override(self, value):
        if isinstance(value, torch.nn.Parameter):
            hooks = collections.OrderedDict()
            if value.note == "filled later":
                return copyreg.__newobj__, (type(value),), (value.data, None, hooks, True, False)
            return type(value), (value.data,), (True, False, hooks)
        if isinstance(value, torch.Tensor):
            return torch._utils._rebuild_tensor, (self.storage, value.storage_offset(), tuple(value.shape), value.stride())
        return NotImplemented


shared = torch.arange(6, dtype=torch.float32)
first, second = torch.nn.Parameter(shared[::2]), torch.nn.Parameter(shared[1::2])
first.note, second.note = "with its tensor", "filled later"
with open("parameters-0.3.pth", "wb") as file:
    for head in torch.serialization.MAGIC_NUMBER, torch.serialization.PROTOCOL_VERSION, {"little_endian": True}:
        pickle.dump(head, file, protocol=2)
    pickler = Before04(file, protocol=2)
    pickler.storage = shared.storage()
    pickler.dump(collections.OrderedDict([("with-tensor", first), ("filled-later", second), ("tied", second)]))
    pickle.dump(list(pickler.storages), file, protocol=2)
    file.write(struct.pack("<q6f", 6, *shared))
loaded = torch.load("parameters-0.3.pth", weights_only=True)
assert loaded["with-tensor"].tolist() == [0, 2, 4] and loaded["tied"].tolist() == loaded["filled-later"].tolist() == [1, 3, 5]
