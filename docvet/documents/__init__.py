"""What the world's papers look like: which document is it, and what does it say."""

from docvet.documents.assembly import build, can_look_again, worth_another_look

__all__ = ["build", "can_look_again", "worth_another_look"]
