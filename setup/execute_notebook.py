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
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, DeadKernelError

# What a kernel writes to its standard output is not for who reads our lines.
lines = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

notebook_path, target, limit = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])


def say(**event):
    print(json.dumps(event), file=lines, flush=True)


def what_failed(text):
    """An error as the kernel told it, without colours, the cell's source and the kernel's own frames."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    told = text.split("----- stderr -----")[-1].split("------------------")
    told = "".join(part for part in told if part.strip()) if len(told) > 1 else text
    frames = re.compile(r"^\s+at .*(node_modules/tslab|setup/kernel-cells|node:|evalmachine)|^evalmachine|^\s*\^+\s*$")
    return "\n".join(line for line in told.strip().split("\n") if not frames.search(line))


def merge_streams(outputs):
    """The outputs with the text of neighbouring messages of one stream in one, so that a file does not depend on how text was sent."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else None
        if output.output_type == "stream" and last and last.output_type == "stream" and last.name == output.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def write(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell.outputs = merge_streams(cell.outputs)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    nbformat.write(notebook, temporary)
    temporary.replace(target)


def headline(notebook):
    """The last text that the cell tagged "headline" put out, if any."""
    for cell in notebook.cells:
        if "headline" in cell.metadata.get("tags", []):
            for output in reversed(cell.get("outputs", [])):
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
        return what_failed(str(error))
    if isinstance(error, SkippedCell):
        return str(error)
    if isinstance(error, DeadKernelError):
        return how_it_died(kernel)
    return f"{type(error).__name__}: {error}"


class SkippedCell(Exception):
    """The kernel did not execute a cell that it was handed."""


# Seconds for what cells began and did not await.
SETTLING = 30
settle = f'await (globalThis as any)[Symbol.for("lab.settled")]?.({SETTLING});'


class Client(NotebookClient):
    """A client that hears what an earlier cell puts out while a later one runs, where nbclient drops it."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.asked = {}

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        self.asked[parent_msg_id] = (cell, cell_index)
        while True:
            message = await self.kc.iopub_channel.get_msg(timeout=None)
            parent = message["parent_header"].get("msg_id")
            if parent not in self.asked:
                continue
            try:
                self.process_message(message, *self.asked[parent])
            except CellExecutionComplete:
                if parent == parent_msg_id:
                    return


def may_fail(cell):
    return "raises-exception" in cell.metadata.get("tags", [])


def unheard(cell):
    """What a cell failed of beside its own code (a promise that nobody awaits, a timer), where it was not expected to fail."""
    if may_fail(cell):
        return None
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    return what_failed("\n".join(errors[0].traceback)) if errors else None


async def execute(notebook):
    sources = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    at = {"cell": 0}

    def on_start(cell, cell_index):
        at["kernel"] = client.km.provisioner.process
        if any(cell is source for source in sources):
            at["cell"] = next(i for i, source in enumerate(sources) if cell is source) + 1
            at["source"] = cell.source
            say(event="cell", cell=at["cell"], of=len(sources))

    def on_executed(cell, cell_index, execute_reply):
        status = execute_reply["content"]["status"]
        if status not in ("ok", "error"):
            raise SkippedCell(f"The kernel did not execute this cell ({status}).")

    last = nbformat.v4.new_code_cell(settle)
    notebook.cells.append(last)
    client = Client(
        notebook,
        timeout=None,
        iopub_timeout=3600,  # how long outputs may lag behind the code; the default of 4 s drops them
        raise_on_iopub_timeout=True,
        kernel_name=notebook.metadata.get("kernelspec", {}).get("name", "tslab"),
        resources={"metadata": {"path": str(notebook_path.parent)}},
        record_timing=False,
        on_cell_start=on_start,
        on_cell_executed=on_executed,
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
    notebook.cells.remove(last)
    if not finished:
        return f"Time limit of {limit / 60:g} minutes reached.", at
    if task.cancelled():
        return "Interrupted.", at
    error = task.exception()
    if sources:
        sources[-1].outputs.extend(last.outputs)
    if error is None or isinstance(error, CellExecutionError):
        for number, cell in enumerate(sources, 1):
            if unheard(cell):
                return unheard(cell), {"cell": number, "source": cell.source}
    return describe(error, at.get("kernel")), at


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
        if output.output_type == "stream" and output.name == "stderr" and not may_fail(cell)
    ]
    seconds = time.monotonic() - started
    if problem is None:
        say(event="done", seconds=seconds, headline=headline(notebook), warnings=warnings)
    else:
        say(event="failed", seconds=seconds, problem=problem, cell=at["cell"], source=at.get("source", ""))
        sys.exit(1)


main()
