"""Running the steps of the Containerfile without a container engine, in copies of a root of Debian.

    mmdebstrap --variant=minbase trixie base
    python -m tests.container base

as root, on Linux: each stage begins with a copy of ``base``, ``RUN`` runs in it by chroot, and the others
do what a container engine does. Then the program is started there as its user, in the environment of the
image, against a Bot API server of the tests, until the health check is right and a question is answered.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from tests.bot.server import TOKEN, bot_api

ROOT = Path(__file__).parent.parent
CONTAINERFILE = ROOT / "deploy" / "Containerfile"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")  # of this machine, which its package index may need
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_STARTING = 60.0  # seconds until the health check must be right


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """The instructions of a Containerfile: the word, and what stands behind it."""
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


@dataclass
class Stage:
    """A stage of a build: its *root*, and what its instructions set."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": _PATH})
    user: str = "root"
    folder: str = "/"
    health: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    def run(self, command: list[str], **more: str) -> list[str]:
        """The command line that runs a *command* in the stage, with *more* variables."""
        variables = [f"{name}={value}" for name, value in {**self.environment, **more}.items()]
        inside = f"cd {shlex.quote(self.folder)} && exec {shlex.join(command)}"
        chroot = ["chroot", f"--userspec={self.user}", str(self.root)]
        return [*chroot, "/usr/bin/env", "-i", *variables, "/bin/sh", "-c", inside]


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """Devices, processes, names of hosts and certificates of this machine, in a *root*."""
    with ExitStack() as stack:
        for path in ("/dev", "/proc", "/etc/resolv.conf", str(CERTIFICATES)):
            target = root / path[1:] if path != str(CERTIFICATES) else root / "tmp" / CERTIFICATES.name
            if not Path(path).is_dir():
                target.unlink(missing_ok=True)
                target.touch()
            subprocess.run(["mount", "--bind", path, target], check=True)
            stack.callback(subprocess.run, ["umount", "--lazy", target], check=True)
        yield


def build(base: Path, folder: Path) -> Stage:
    """Follow the Containerfile, each stage in a copy of *base* below *folder*; the last stage."""
    stages: dict[str, Stage] = {}
    stage = Stage(base)
    trust = {"PIP_CERT": f"/tmp/{CERTIFICATES.name}", "HOME": "/root"}
    with ExitStack() as stack:
        for word, rest in instructions(CONTAINERFILE.read_text()):
            print(word, rest, flush=True)
            if word == "FROM":
                name = rest.partition(" AS ")[2] or "last"
                stage = stages[name] = Stage(folder / name)
                subprocess.run(["cp", "-a", base, stage.root], check=True)
                stack.enter_context(mounted(stage.root))
            elif word == "RUN":
                run(stage.run(["/bin/sh", "-c", rest], **trust))
            elif word == "COPY":
                origin, rest = rest.split(" ", 1) if rest.startswith("--from=") else ("", rest)
                *sources, target = rest.split()
                above = stages[origin.partition("=")[2]].root if origin else ROOT
                copy([above / source.lstrip("/") for source in sources], stage.root / target[1:], target)
            elif word == "ENV":
                stage.environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
            elif word == "USER":
                stage.user = rest
            elif word == "WORKDIR":
                stage.folder = rest
            elif word == "HEALTHCHECK":
                stage.health = json.loads(rest.partition("CMD ")[2])
            elif word == "CMD":
                stage.command = json.loads(rest)
            else:
                raise SystemExit(f"{word} is not known here")
    return stage


def run(command: list[str]) -> None:
    """Run a step; what it says is printed only when it fails.

    :raises SystemExit: when it does.
    """
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout)


def copy(sources: list[Path], target: Path, written: str) -> None:
    """Copy as ``COPY`` does: the content of a folder, or files into a folder whose name ends in a slash."""
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        else:
            place = target / source.name if written.endswith("/") else target
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place)


def use(stage: Stage) -> None:
    """Start the program in a *stage*, wait until its health check is right, ask it something, and stop it."""
    with mounted(stage.root), bot_api() as api:
        given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
        print(stage.user, "in", stage.folder, "runs", *stage.command, flush=True)
        process = subprocess.Popen(stage.run(stage.command, **given))
        try:
            end = time.monotonic() + _STARTING
            while subprocess.run(stage.run(stage.health), check=False).returncode:
                if time.monotonic() > end or process.poll() is not None:
                    raise SystemExit("it is not well")
                time.sleep(1)
            api.say("/final 1993")
            (answer,) = api.wait_for("sendMessage")
            print(answer["text"])
        finally:
            process.terminate()
        print("ended with", process.wait(20))


def main() -> None:
    """Build in copies of the root that is named, and use what was built."""
    if len(sys.argv) != 2 or os.geteuid() != 0:
        raise SystemExit("as root, name a root of Debian: mmdebstrap --variant=minbase trixie base")
    folder = mkdtemp()
    try:
        use(build(Path(sys.argv[1]), Path(folder)))
    finally:  # never beyond what is mounted there
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=True)


if __name__ == "__main__":
    main()
