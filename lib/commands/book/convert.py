"""Notebooks as HTML without a page around them: a list of paths in, a JSON line each out.

Markdown and code are nbconvert's; an appendix that is folded in the notebook is folded here.
"""

import json
import sys

import nbformat
from nbconvert import HTMLExporter

FOLDED = "jp-MarkdownHeadingCollapsed"


def html_of(cells, notebook, exporter):
    part = nbformat.from_dict({**notebook, "cells": cells})
    body, _ = exporter.from_notebook_node(part)
    return body


def convert(path, exporter):
    notebook = nbformat.read(path, as_version=4)
    cells = notebook.cells
    folded = next((i for i, cell in enumerate(cells) if cell.metadata.get(FOLDED)), len(cells))
    return {
        "main": html_of(cells[:folded], notebook, exporter),
        "appendix": html_of(cells[folded:], notebook, exporter) if folded < len(cells) else "",
    }


def main():
    exporter = HTMLExporter(template_name="basic")
    exporter.exclude_input_prompt = True
    exporter.exclude_output_prompt = True
    for path in json.load(sys.stdin):
        try:
            print(json.dumps({"path": path, **convert(path, exporter)}), flush=True)
        except Exception as error:  # One broken notebook must not hide the others.
            print(json.dumps({"path": path, "problem": f"{type(error).__name__}: {error}"}), flush=True)


main()
