"""Papers laid out for measuring, with their truth: independent of what ``sample_docs`` draws and tests read."""
