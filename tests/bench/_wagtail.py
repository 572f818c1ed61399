"""A Wagtail site with one page like ours, made by Wagtail's own starter and run with its production settings.

Called as a program by the Python of an environment of its own, inside a new project:
``python _wagtail.py setup WORDS.json`` writes the page's model, template and local settings, and publishes it.
Its packages are no part of ours, so they are looked up when it runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

SETTINGS = "peer.settings.production"
MODEL = """

class GuidePage(Page):
    lead = models.TextField()
    body = RichTextField()
"""
TEMPLATE = """{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}
<nav><ul>{% for one in page.get_siblings.live %}<li><a href="{% pageurl one %}">{{ one.title }}</a></li>{% endfor %}</ul></nav>
<main><h1>{{ page.title }}</h1><p>{{ page.lead }}</p>{{ page.body|richtext }}</main>
{% endblock %}
"""


def main(words_file: str) -> None:
    """Everything from the bare project to the published page; runs in the folder of the project."""
    words = json.loads(Path(words_file).read_text(encoding="utf-8"))
    home = Path("home")
    models = home / "models.py"
    models.write_text(
        "from django.db import models\nfrom wagtail.fields import RichTextField\n"
        + models.read_text(encoding="utf-8")
        + MODEL,
        encoding="utf-8",
    )
    (home / "templates" / "home" / "guide_page.html").write_text(TEMPLATE, encoding="utf-8")
    local = (
        f"SECRET_KEY = {os.urandom(32).hex()!r}\nALLOWED_HOSTS = ['*']\nDATABASES = {words['databases']!r}\n"
    )
    (Path("peer") / "settings" / "local.py").write_text(local, encoding="utf-8")
    for command in (["makemigrations", "home"], ["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], check=True, env=_environment(), stdout=subprocess.DEVNULL
        )
    subprocess.run([sys.executable, __file__, "publish", words_file], check=True, env=_environment())


def publish(words_file: str) -> None:
    """The page, with our words, below the home page."""
    sys.path.insert(0, str(Path.cwd()))
    words = json.loads(Path(words_file).read_text(encoding="utf-8"))
    import_module("django").setup()
    models = import_module("home.models")
    root = models.HomePage.objects.first()
    for n, (slug, title) in enumerate(words["pages"]):
        text = words["body"] if n == 0 else "<p>.</p>"
        root.add_child(instance=models.GuidePage(title=title, slug=slug, lead=words["lead"], body=text))


def _environment() -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS}


if __name__ == "__main__":
    {"setup": main, "publish": publish}[sys.argv[1]](sys.argv[2])
