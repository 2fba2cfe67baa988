"""What operators are given: the units are valid, agree with the README, and keep what is promised."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.container import CONTAINERFILE, instructions

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
README = (ROOT / "README.md").read_text("utf-8")
SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))
LONGEST_KEPT = 7 * 24  # hours, as /privacy says


def test_systemd_can_run_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd-analyze")
    units = []
    for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        units.append(tmp_path / path.name.replace("@", "@kubok"))
        units[-1].write_text(re.sub(r"/opt/kubok/\.venv/bin/\w+", sys.executable, path.read_text()))
    done = subprocess.run(
        [analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "kubok" in line] == []
    assert done.returncode == 0


def test_all_services_may_do_equally_little() -> None:
    hardening = {
        name: re.search(r"ProtectSystem=strict\n.*?(?=\n\n|\Z)", (DEPLOY / name).read_text(), re.DOTALL)[
            0
        ].strip()
        for name in SERVICES
    }
    assert len(hardening) == 3
    assert len(set(hardening.values())) == 1
    assert all("DynamicUser=yes" in (DEPLOY / name).read_text() for name in SERVICES)


def test_the_readme_installs_what_the_units_run() -> None:
    run = [
        line for name in SERVICES for line in (DEPLOY / name).read_text().splitlines() if "ExecStart=" in line
    ]
    assert len(run) == 3
    assert all(line.startswith("ExecStart=/opt/kubok/.venv/bin/") for line in run)
    for name in (
        "/opt/kubok ",
        "/etc/kubok.env",
        "/etc/kubok-litestream.yml",
        *(path.name for path in DEPLOY.iterdir()),
    ):
        assert name in README, name


def test_no_copy_is_kept_for_longer_than_privacy_says() -> None:
    replica = (DEPLOY / "litestream.yml").read_text()
    hours = [int(hours) for hours in re.findall(r"^  (?:interval|retention): (\d+)h$", replica, re.MULTILINE)]
    assert len(hours) == 2
    assert sum(hours) < LONGEST_KEPT
    nights = [
        int(number) for number in re.findall(r"--keep (\d+)", (DEPLOY / "kubok-backup@.service").read_text())
    ]
    assert nights == [7]
    assert "--days 7\n" in (DEPLOY / "kubok-backup@.service").read_text()
    assert (DEPLOY / "kubok-backup@.timer").read_text().count("OnCalendar=*-*-* ") == 1


def test_the_image_has_what_the_package_needs_and_no_settings() -> None:
    given = [rest.split() for word, rest in instructions(CONTAINERFILE.read_text()) if word == "COPY"]
    copied = {source for words in given for source in words[:-1] if "--from" not in words[0]}
    wheel = re.search(r"packages = \[(.*?)\]", (ROOT / "pyproject.toml").read_text())[1]
    assert set(re.findall(r'"(\w+)"', wheel)) < copied
    assert copied - {path.name for path in ROOT.iterdir()} == {"deploy/litestream.yml"}
    given_to_builders = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"
    }
    assert given_to_builders == copied
    assert '["kubok", "health"]' in CONTAINERFILE.read_text()


def test_the_changelog_has_a_section_for_the_version_with_its_day_and_what_to_do() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    sections = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert re.match(rf"{re.escape(version)} – \d{{1,2}} [A-Z][a-z]+ 20\d\d\n\n\*\*To do\*\*", sections[0])
    assert f"Kubok {version}, " in README
