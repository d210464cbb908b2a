"""PyTorch's side of bench/study.bench.ts: training runs on processes that are ready (started, and compiled where that is
faster) before anything is timed, in the best of the settings that a user can choose."""

import itertools
import multiprocessing
import sys
import time

from answer import answer

PROCESSES_AND_THREADS = ((2, 1), (1, 2))
CHANNELS = {
    "stem": (3, 3, 32),
    "stage1_block1_conv1": (3, 32, 32),
    "stage1_block1_conv2": (3, 32, 32),
    "stage2_block1_conv1": (3, 32, 64),
    "stage2_block1_conv2": (3, 64, 64),
    "stage2_block1_shortcut": (1, 32, 64),
    "stage3_block1_conv1": (3, 64, 128),
    "stage3_block1_conv2": (3, 128, 128),
    "stage3_block1_shortcut": (1, 64, 128),
}
pool = {}


def work(todo, done, threads, layout, compiled, sizes):
    """A process: makes itself ready, then carries out a run for each seed that it takes."""
    import numpy
    import torch
    from torch import nn
    from torch.nn import functional as F
    from training import FORMATS, ResidualCnn, images

    torch.set_num_threads(threads)
    memory_format = FORMATS[layout]
    zeros = [
        (name, numpy.zeros((size, size, inputs, outputs), numpy.float32), None)
        for name, (size, inputs, outputs) in CHANNELS.items()
    ]
    head = ("logits", numpy.zeros((128, 10), numpy.float32), numpy.zeros(10, numpy.float32))
    network = ResidualCnn([*zeros, head]).to(memory_format=memory_format)
    outputs = torch.compile(network) if compiled else network
    pixels, labels = images(sizes["train"] + 2 * sizes["evaluated"], 32, False)
    pixels = pixels.contiguous(memory_format=memory_format)

    def scaled(indices):
        return (pixels[indices].float() - 127.5) / 127.5

    def run(seed, epochs):
        torch.manual_seed(seed)
        for module in network.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight)
            elif isinstance(module, nn.BatchNorm2d):
                module.reset_running_stats()
                module.reset_parameters()
        nn.init.zeros_(network.head.weight)
        nn.init.zeros_(network.head.bias)
        parameters = list(network.parameters())
        groups = [
            {"params": [p for p in parameters if p.ndim >= 2], "weight_decay": 0.05},
            {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0},
        ]
        optimizer = torch.optim.AdamW(groups, lr=1e-3, fused=True)
        network.train()
        for _ in range(epochs):
            order = torch.randperm(sizes["train"])
            for at in range(0, sizes["train"], sizes["batch"]):
                indices = order[at : at + sizes["batch"]]
                optimizer.zero_grad()
                loss = F.cross_entropy(outputs(scaled(indices)), labels[indices])
                loss.backward()
                nn.utils.clip_grad_norm_(parameters, 1.0)
                optimizer.step()
                loss.item()
        network.eval()
        correct = 0
        with torch.inference_mode():
            for at in range(sizes["train"], len(pixels), 256):
                part = slice(at, at + 256)
                correct += (outputs(scaled(part)).argmax(1) == labels[part]).sum().item()
        return correct

    run(0, 1)
    done.put("ready")
    while (seed := todo.get()) is not None:
        done.put(run(seed, sizes["epochs"]))


class Pool:
    def __init__(self, processes, *setting):
        context = multiprocessing.get_context("spawn")
        self.todo, self.done = context.Queue(), context.Queue()
        self.processes = [
            context.Process(target=work, args=(self.todo, self.done, *setting), daemon=True) for _ in range(processes)
        ]
        for process in self.processes:
            process.start()
        self.collect(processes)

    def collect(self, count):
        """Raises where a process has ended, as one does that cannot compile."""
        results = []
        while len(results) < count:
            try:
                results.append(self.done.get(timeout=1))
            except Exception:
                if any(not process.is_alive() for process in self.processes):
                    raise RuntimeError("A process of PyTorch's ended.") from None
        return results

    def run(self, count):
        for seed in range(count):
            self.todo.put(seed)
        return self.collect(count)

    def stop(self):
        for process in self.processes:
            process.terminate()
            process.join()


def start(**sizes):
    """Tries every setting on two runs and keeps the fastest."""

    def choose():
        seconds = {}
        for (processes, threads), layout, compiled in itertools.product(
            PROCESSES_AND_THREADS, ("contiguous", "channels last"), (False, True)
        ):
            setting = (processes, threads, layout, compiled)
            try:
                trial = Pool(*setting, sizes)
                begin = time.perf_counter()
                trial.run(2)
                seconds[setting] = time.perf_counter() - begin
                trial.stop()
                print(f"  {setting}: {seconds[setting]:.2f} s", file=sys.stderr)
            except RuntimeError as error:
                print(f"  {setting}: {error}", file=sys.stderr)
        processes, threads, layout, compiled = best = min(seconds, key=seconds.get)
        pool["best"] = Pool(*best, sizes)
        ways = "2 processes, 1 thread each" if processes == 2 else "1 process, 2 threads"
        return f"{ways}, {layout}{', compiled' if compiled else ''}"

    return choose


if __name__ == "__main__":
    answer({"start": start, "study": lambda runs: lambda: pool["best"].run(runs)})
    for each in pool.values():
        each.stop()
