"""The pictures in the README: small, and as the program makes them."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[3]


def test_the_readme_shows_three_small_pictures() -> None:
    shown = [
        ROOT / path
        for path in re.findall(r"!\[[^]]+\]\(([^)]+\.png)\)", (ROOT / "README.md").read_text("utf-8"))
    ]
    assert len(shown) == 3
    assert sum(path.stat().st_size for path in shown) < 300_000
    for path in shown:
        with Image.open(BytesIO(path.read_bytes())) as image:
            assert (image.format, image.width) == ("PNG", 1280)
