"""Values as the papers write them: parse, normalise, compare. No input or output in here."""
