"""How text lies on a page: lines, rows, labels and their values, tables, running text."""
