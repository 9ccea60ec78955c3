"""What several kinds of document have in common."""
