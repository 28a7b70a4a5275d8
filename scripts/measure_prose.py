"""Measure prose and shape of the Python code: `python scripts/measure_prose.py [FOLDER …]`.

Prints one row per folder as a Markdown table, without migrations; docs/dev/measures.md holds the figures.
"""

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from pathlib import Path

APPS = ("accounts", "esfportal", "participants", "projects", "reporting")
RIDDLE = re.compile(r"^\W*(What|Whether|Who|Whose|Whom|How|Where|Which)\b")
VAGUE = re.compile(
    r"\b(whoever|somebody|someone|nobody|anybody|everybody|whatever|whichever)\b", re.IGNORECASE
)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
HEADINGS = (
    "folder",
    "code lines",
    "docstring words per 100 code lines",
    "% riddling openings",
    "vague people per 1,000 words",
    "% lines with a comment",
    "file p90/max",
    "function p50/p90/max",
    "most modules in a folder",
)


class Tally:
    """The counts of several files."""

    def __init__(self):
        self.lines = self.code = self.comments = self.words = self.prose = 0
        self.docstrings = self.riddles = self.vague = 0
        self.files, self.functions, self.folders = [], [], Counter()

    def add(self, path):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        self.files.append(text.count("\n"))
        self.lines += text.count("\n")
        self.folders[path.parent] += path.name != "__init__.py"
        inside_docstrings = self._add_docstrings(tree)
        self._add_comments(text)
        self.code += sum(
            bool(line.strip()) and number not in inside_docstrings and not line.strip().startswith("#")
            for number, line in enumerate(text.split("\n"), 1)
        )

    def _add_docstrings(self, tree):
        """Count the docstrings; return the numbers of their lines."""
        inside = set()
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                self.functions.append(node.end_lineno - node.lineno + 1)
            docstring = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
            if docstring:
                inside.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
                self.docstrings += 1
                self.words += len(docstring.split())
                self.prose += len(docstring.split())
                self.riddles += bool(RIDDLE.match(docstring))
                self.vague += len(VAGUE.findall(docstring))
        return inside

    def _add_comments(self, text):
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        comments = [token for token in tokens if token.type == tokenize.COMMENT]
        self.comments += len({token.start[0] for token in comments})
        for token in comments:
            body = token.string.lstrip("# ")
            self.prose += len(body.split())
            self.vague += len(VAGUE.findall(body))

    def row(self, name):
        """Return the cells of the table, in the order of HEADINGS."""
        return (
            name,
            self.code,
            round(100 * self.words / max(self.code, 1)),
            f"{100 * self.riddles / max(self.docstrings, 1):.1f}",
            f"{1000 * self.vague / max(self.prose, 1):.1f}",
            f"{100 * self.comments / max(self.lines, 1):.1f}",
            f"{quantile(self.files, 0.9)}/{max(self.files, default=0)}",
            f"{quantile(self.functions, 0.5)}/{quantile(self.functions, 0.9)}/{max(self.functions, default=0)}",
            max(self.folders.values(), default=0),
        )


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0


def measure(*folders):
    """Return the Tally of the folders' Python files, migrations left out."""
    tally = Tally()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.py")):
            if "migrations" not in path.parts:
                tally.add(path)
    return tally


def main(folders):
    rows = [HEADINGS, ["---"] * len(HEADINGS)]
    rows += [measure(folder).row(folder) for folder in folders]
    rows.append(measure(*folders).row("all"))
    sys.stdout.write("".join(f"| {' | '.join(map(str, row))} |\n" for row in rows))


if __name__ == "__main__":
    main(sys.argv[1:] or APPS)
