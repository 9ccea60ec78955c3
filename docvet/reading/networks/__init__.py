"""The two networks that read print: one finds rows on a page, one reads a row. One thread each, no download."""
