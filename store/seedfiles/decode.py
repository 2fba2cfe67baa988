"""Reading and decoding seed files."""

from pathlib import Path

from store.seedfiles.problems import Problem, UnreadableFile

LONGEST_FILE = 20_000_000  # bytes
LONGEST_LINE = 10_000  # characters; a paragraph of the summary is one line


def read_file(path: Path) -> bytes:
    """The bytes of a seed file; one that is too long is cut off after as many as :func:`decode` rejects.

    :raises OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(LONGEST_FILE + 1)


def decode(data: bytes | str, path: str) -> str:
    """*data* as text with ``\\n`` line ends and without a byte order mark.

    :raises UnreadableFile: when it is not UTF-8, has control characters, or it or a line is too long.
    """
    if len(data) > LONGEST_FILE:
        raise UnreadableFile([Problem(path, 1, "too many bytes", f"at most {LONGEST_FILE}")])
    if isinstance(data, bytes):
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            bad = data.count(b"\n", 0, error.start) + 1
            raise UnreadableFile([Problem(path, bad, "not UTF-8 text", "a text file in UTF-8")]) from None
    else:
        text = data
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            long = f"a line of {len(line)} characters"
            raise UnreadableFile([Problem(path, number, long, f"at most {LONGEST_LINE}")])
        if not line.replace("\t", " ").isprintable() and (control := _control(line)):
            raise UnreadableFile([Problem(path, number, f"the control character {control}", "plain text")])
    return text


def _control(line: str) -> str | None:
    bad = next((char for char in line if char != "\t" and (char < " " or "\x7f" <= char < "\xa0")), None)
    return None if bad is None else f"U+{ord(bad):04X}"
