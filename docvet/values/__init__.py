"""Values as the documents write them: parse, normalise, compare. No input or output in here."""
