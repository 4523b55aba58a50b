"""Writes the checkpoints of this folder: forms that golden/checkpoints does not hold. Debian's python3-torch 1.13 made them."""
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
