"""The Chromium of the tests: found, or brought in. `python -m tests.e2e.browser` installs it when it is missing."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"  # without the parts of the window, which take half of the time on a small machine
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = Path(__file__).resolve().parents[2] / ".data" / "chromium"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)
UNPACK = "import('@sparticuz/chromium').then(async m => console.log(await m.default.executablePath()))"


def executable() -> str | None:
    """Where Chromium is: KARTEO_CHROMIUM, the system's, or the one that was unpacked beside the repository."""
    named = os.environ.get("KARTEO_CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(OWN / "chromium") if (OWN / "chromium").exists() else None)


def install() -> None:
    """As root by apt, with letters for Chinese; else from npm, when there is none at all."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for wanted in (SHELL, "chromium"):
            command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", wanted, "fonts-noto-cjk"]
            subprocess.run(["apt-get", "update", "-q"], check=False, env=environment, stdout=subprocess.DEVNULL)
            if subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL).returncode == 0:
                return
    if executable():
        return
    OWN.mkdir(parents=True, exist_ok=True)
    (OWN / "package.json").write_text("{}")
    subprocess.run(["npm", "install", "--silent", "--no-save", "@sparticuz/chromium"], cwd=OWN, check=True)
    told = subprocess.run(["node", "-e", UNPACK], cwd=OWN, check=True, capture_output=True, text=True)
    shutil.copy2(told.stdout.strip(), OWN / "chromium")


if __name__ == "__main__":
    if not (os.environ.get("KARTEO_CHROMIUM") or shutil.which(SHELL) or (OWN / "chromium").exists()):
        print("A browser for the tests is installed …", flush=True)
        install()
    if executable() is None:
        sys.exit("karteo: there is no Chromium for the tests; install one, or set KARTEO_CHROMIUM to its path.")
