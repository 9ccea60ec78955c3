"""Drawing: a sheet of simple marks, written either as pixels or as a PDF page with a text layer."""
