"""What docs/extending.md says to do for a rule kind and a kind of facts is all that has to be done."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = re.compile(r"^```python\n# (scoring/(?:rules|facts)/\w+\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_a_rule_kind_and_a_kind_of_facts_are_one_file_each(tmp_path: Path) -> None:
    files = dict(FILE.findall((ROOT / "docs" / "extending.md").read_text(encoding="utf-8")))
    assert sorted(files) == ["scoring/facts/stars.py", "scoring/rules/at_most.py"]
    shutil.copytree(ROOT / "scoring", tmp_path / "scoring", ignore=shutil.ignore_patterns("__pycache__"))
    for name, source in files.items():
        (tmp_path / name).write_text(source, encoding="utf-8")
    walk = [sys.executable, str(ROOT / "tests" / "extending_walk.py")]
    done = subprocess.run(walk, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "walked through\n"), done.stderr
