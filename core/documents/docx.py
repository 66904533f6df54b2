"""Documents as DOCX: our own look, or a template that the customer keeps.

A template is a DOCX file with fields in double braces. `{{ body }}`, alone in its paragraph, is
the whole document; the other fields are those of `Document.fields`, and rows of tables can be
repeated as docxtpl has it: `{%tr for a in actions %}`, `{{ a.title }}`, `{%tr endfor %}`.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from core.documents.content import Document
from core.documents.texts import legible, one_line
from core.domain.refusal import Refused

_HERE = "\ue000body\ue000"
"""What stands for the body while the other fields are filled in: nobody types this."""


def render(document: Document, template: Path | None = None) -> bytes:
    """The document as a DOCX file, in a customer's template where one is named.

    Raises:
        ImportError: docxtpl, of the extra `office`, is not installed.
        Refused: the template cannot be used; which and why is said.
    """
    if template is None:
        return _filled(io.BytesIO(starter(document)), document)
    try:
        return _filled(io.BytesIO(template.read_bytes()), document)
    except ImportError:
        raise
    except Exception as problem:
        # A template can be broken in any way there is.
        why = f"{type(problem).__name__}: {problem}"
        raise Refused("template-broken", path=str(template), why=why) from problem


def starter(document: Document) -> bytes:
    """Our own template, for a customer to begin with.

    Raises:
        ImportError: python-docx, of the extra `office`, is not installed.
    """
    from core.documents.docx_look import blank

    held = io.BytesIO()
    blank(document).save(held)
    return held.getvalue()


def _filled(template: io.BytesIO, document: Document) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from core.documents.docx_blocks import Place, put

    rules = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    file = DocxTemplate(template)
    file.render(_plain(document.fields()) | {"body": _HERE}, jinja_env=rules, autoescape=True)
    done = file.docx
    for paragraph in list(done.paragraphs):
        if _HERE in paragraph.text:
            put(Place(done, paragraph), document.blocks)
            paragraph._p.getparent().remove(paragraph._p)
    _properties(done, document)
    held = io.BytesIO()
    done.save(held)
    return held.getvalue()


def _plain(value: Any) -> Any:
    """Fields without anything that XML cannot hold."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return {name: _plain(each) for name, each in value.items()}


def _properties(file: Any, document: Document) -> None:
    """What file managers show of it; nothing of the machine it was made on."""
    told = file.core_properties
    title, project = (one_line(each)[:250] for each in (document.title, document.project))
    told.title, told.subject, told.author = title, project, project
    told.comments, told.language = "", document.language
