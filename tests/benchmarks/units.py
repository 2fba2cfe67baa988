"""What times are compared with, since machines are not alike."""

import hashlib
import statistics
import time


def sha256_mb() -> float:
    """Seconds that hashing a megabyte takes here and now."""
    data = bytes(1_000_000)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        hashlib.sha256(data).digest()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
