"""What goes into a folder, before it is written: defects change a plan, :mod:`.folders` writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from PIL import Image

from sample_docs.documents.base import Rows, SampleDocument
from sample_docs.story import Story

Effect = Callable[[Image.Image], Image.Image]
Mode = Literal["pop", "joint"]
"""How the applicant wants to sell, as in the form."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file of the folder."""

    path: str
    """Relative to the folder, with forward slashes."""
    documents: tuple[SampleDocument | Rows, ...]
    """A page each, or one table."""
    form: Literal["pdf", "png", "jpg", "csv", "xlsx"] = "pdf"
    effects: tuple[Effect, ...] = ()
    """Done to each page after the look; a leaf with effects is pixels in every look."""
    finish: tuple[Callable[[bytes], bytes], ...] = ()
    """Done to the file's bytes: encryption, ballast, an archive round it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a folder by slot (``licence``, ``letter_1`` …) and what stands in ``application.yaml``."""

    story: Story
    leaves: Mapping[str, Leaf]
    form: Mapping[str, Any]

    def document(self, slot: str) -> Any:
        """The first document in a slot."""
        return self.leaves[slot].documents[0]

    def edit(self, slot: str, **changes: Any) -> Self:
        """The plan with other words on the documents of a slot."""
        documents = tuple(replace(document, **changes) for document in self.leaves[slot].documents)  # type: ignore[type-var]
        return self.file(slot, documents=documents)

    def file(self, slot: str, **changes: Any) -> Self:
        """The plan with a slot's file changed: its path, form, effects, finish or documents."""
        return self.put(slot, replace(self.leaves[slot], **changes))

    def put(self, slot: str, leaf: Leaf) -> Self:
        """The plan with another file in a slot, new or not."""
        return replace(self, leaves={**self.leaves, slot: leaf})

    def without(self, *slots: str) -> Self:
        """The plan without the files of these slots, where it has them."""
        return replace(self, leaves={slot: leaf for slot, leaf in self.leaves.items() if slot not in slots})

    def typed(self, **answers: Any) -> Self:
        """The plan with other answers in the form; None takes one out."""
        merged = {**self.form, **answers}
        return replace(self, form={key: value for key, value in merged.items() if value is not None})

    def slots(self, prefix: str) -> tuple[str, ...]:
        """The slots whose name begins so: ``letter_`` gives every letter in order."""
        return tuple(slot for slot in self.leaves if slot.startswith(prefix))
