"""The workspaces that are measured: made in a temporary directory, changed and put back."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
RACY_SECONDS = 2.1
"""A file changed as late as its entry was written may change again unseen: git and our cache look such files through."""


@dataclass(slots=True)
class Tree:
    """A generated workspace.

    Attributes:
        root: its directory.
        cases: how many case files it has.
        surroundings: the environment of processes.
        edited: what files were before they were edited.
    """

    root: Path
    cases: int
    surroundings: Mapping[str, str]
    edited: dict[Path, bytes] = field(default_factory=dict)
    _edits: int = 0

    def git(self, *words: str) -> None:
        """Run git in it."""
        subprocess.run(("git", *words), cwd=self.root, env=self.surroundings, check=True, capture_output=True)

    def forget(self) -> None:
        """Take our cache away."""
        for cache in self.root.glob(".yingsu/cache*"):
            if cache.is_dir():
                shutil.rmtree(cache)
            else:
                cache.unlink()

    def edit(self) -> None:
        """Add a comment to every hundredth case file, another one each time."""
        self.put_back()
        self._edits += 1
        for path in sorted(self.root.glob("cases/*/*/case.yaml"))[::100]:
            self.edited[path] = path.read_bytes()
            path.write_bytes(self.edited[path] + f"# 第{self._edits}次改\n".encode())

    def put_back(self) -> None:
        """Undo the edit, and let git see that nothing is changed."""
        if self.edited:
            for path, was in self.edited.items():
                path.write_bytes(was)
            self.edited.clear()
            time.sleep(RACY_SECONDS)
            self.git("status")


def make_tree(
    root: Path, cases: int, surroundings: Mapping[str, str], *, committed: bool, seed: int = 1
) -> Tree:
    """Generate a workspace.

    Args:
        root: where.
        cases: how many cases.
        surroundings: the environment of processes.
        committed: whether to commit it to git, so that `git status` has something to compare with.
        seed: of the generator.
    """
    print(f"making {cases} cases", flush=True)
    # In a process of its own: the generator imports the project (measuring.py says why that matters).
    words = (
        sys.executable,
        HERE / "generate_workspace.py",
        root,
        "--cases",
        str(cases),
        "--seed",
        str(seed),
    )
    subprocess.run(words, env=surroundings, check=True, capture_output=True)
    tree = Tree(root, cases, surroundings)
    if committed:
        tree.git("init", "--quiet")
        tree.git("add", "--all")
        who = ("-c", "user.name=benchmark", "-c", "user.email=benchmark@localhost", "-c", "gc.auto=0")
        tree.git(*who, "commit", "--quiet", "--no-verify", "--message", "generated")
        time.sleep(RACY_SECONDS)
        tree.git("status")
    return tree
