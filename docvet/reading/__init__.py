"""From files to pages of lines, seals and codes; strangers' bytes are only touched in worker processes."""
