"""What docs/extending.md says to do for a rule kind and a kind of facts is all that has to be done."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = re.compile(r"^```python\n# (scoring/(?:rules|facts)/\w+\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def copied(folder: Path) -> Path:
    """The program without its screens, to be changed."""
    shutil.copytree(ROOT / "scoring", folder / "scoring", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    return folder


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_a_rule_kind_and_a_kind_of_facts_are_one_file_each(tmp_path: Path) -> None:
    files = dict(FILE.findall((ROOT / "docs" / "extending.md").read_text(encoding="utf-8")))
    assert sorted(files) == ["scoring/facts/stars.py", "scoring/rules/at_most.py"]
    folder = copied(tmp_path)
    for name, source in files.items():
        (folder / name).write_text(source, encoding="utf-8")
    assert run(folder, str(ROOT / "tests" / "extending_walk.py")) == (0, "walked through\n")


FRENCH = """msgid ""
msgstr "Language: fr\\nContent-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Give -o FILE, or both --roster and --out-dir."
msgstr "Donnez -o FICHIER, ou --roster et --out-dir."

msgid "Group"
msgstr "Groupe"
"""


def test_a_language_is_an_entry_and_a_catalogue(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    languages = folder / "scoring" / "words" / "languages.py"
    source = languages.read_text(encoding="utf-8")
    source = source.replace('Literal["zh", "en"]', 'Literal["zh", "en", "fr"]')
    entry = '    "fr": Language("français", "fr", "Kaoping", "fr"),\n}\nLANGS'
    languages.write_text(source.replace("}\nLANGS", entry), encoding="utf-8")
    catalogue = folder / "scoring" / "words" / "locale" / "fr" / "LC_MESSAGES" / "kaoping.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(FRENCH, encoding="utf-8")
    assert run(folder, "-m", "scoring", "template", "--lang", "fr") == (
        2,
        "Donnez -o FICHIER, ou --roster et --out-dir.\n",
    )
    code = "from scoring.words import label, text; print(label('group', 'fr'), label('rank', 'fr'), text('无', 'no').get('fr'))"
    assert run(folder, "-c", code) == (0, "Groupe Rank no\n")  # what is not translated stays English
