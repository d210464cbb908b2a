"""Executes one notebook and tells its progress as JSON lines on standard output.

usage: execute_notebook.py NOTEBOOK TARGET SECONDS

The executed notebook is written to TARGET whole or not at all; where a cell
fails, or time runs out after SECONDS (0: never), it goes to TARGET too, with
the outputs so far, and the exit code is 1.
"""

import asyncio
import json
import os
import re
import signal
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

# What a kernel writes to its standard output is not for who reads our lines.
lines = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

notebook_path, target, limit = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])


def say(**event):
    print(json.dumps(event), file=lines, flush=True)


def what_failed(error):
    """The error as the kernel told it, without colours, the cell's source and the kernel's own frames."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", error.traceback or str(error))
    told = text.split("----- stderr -----")[-1].split("------------------")
    told = "".join(part for part in told if part.strip()) if len(told) > 1 else text
    frames = re.compile(r"^\s+at .*(node_modules/tslab|node:|evalmachine)|^evalmachine|^\s*\^+\s*$")
    return "\n".join(line for line in told.strip().split("\n") if not frames.search(line))


def write(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    nbformat.write(notebook, temporary)
    temporary.replace(target)


def headline(notebook):
    """The text that the cell tagged "headline" put out, if any."""
    for cell in notebook.cells:
        if "headline" in cell.metadata.get("tags", []):
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                text = data.get("text/markdown") or data.get("text/plain") or output.get("text")
                if text:
                    return re.sub(r"[*_`]", "", "".join(text)).strip()
    return None


def how_it_died(kernel):
    """Why a kernel is gone, by the exit code of its process."""
    code = kernel.poll() if kernel else None
    if code == -signal.SIGKILL:
        return "The kernel was killed: most likely there was not enough memory."
    if code is not None and code < 0:
        return f"The kernel died of {signal.Signals(-code).name}, in code that is not JavaScript."
    if code is not None:
        return f"The kernel ended with exit code {code}: a cell may not call process.exit(), nor throw outside of it (in a timer)."
    return "The kernel died."


def describe(error, kernel):
    """What went wrong, in words; None where nothing did."""
    if error is None:
        return None
    if isinstance(error, CellExecutionError):
        return what_failed(error)
    if isinstance(error, DeadKernelError):
        return how_it_died(kernel)
    return f"{type(error).__name__}: {error}"


async def execute(notebook):
    sources = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    at = {"cell": 0}

    def on_start(cell, cell_index):
        at["kernel"] = client.km.provisioner.process
        if any(cell is source for source in sources):
            at["cell"] = next(i for i, source in enumerate(sources) if cell is source) + 1
            at["source"] = cell.source
            say(event="cell", cell=at["cell"], of=len(sources))

    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name=notebook.metadata.get("kernelspec", {}).get("name", "tslab"),
        resources={"metadata": {"path": str(notebook_path.parent)}},
        record_timing=False,
        on_cell_start=on_start,
        startup_timeout=180,
    )
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(client.async_execute())
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, task.cancel)
    finished, _ = await asyncio.wait({task}, timeout=limit or None)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    if client.km is not None and await client.km.is_alive():
        await client.km.shutdown_kernel(now=True)
    if not finished:
        problem = f"Time limit of {limit / 60:g} minutes reached."
    elif task.cancelled():
        problem = "Interrupted."
    else:
        problem = describe(task.exception(), at.get("kernel"))
    return problem, at


def main():
    started = time.monotonic()
    try:
        notebook = nbformat.read(notebook_path, as_version=4)
    except Exception as error:
        say(event="failed", seconds=0, problem=f"It can't be read as a notebook: {describe(error, None)}", cell=0)
        sys.exit(1)
    problem, at = asyncio.run(execute(notebook))
    write(notebook)
    warnings = [
        "".join(output.text).strip()
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
    ]
    seconds = time.monotonic() - started
    if problem is None:
        say(event="done", seconds=seconds, headline=headline(notebook), warnings=warnings)
    else:
        say(event="failed", seconds=seconds, problem=problem, cell=at["cell"], source=at.get("source", ""))
        sys.exit(1)


main()
