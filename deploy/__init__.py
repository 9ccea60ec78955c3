"""How docvet gets onto machines: units, containers, bundles."""
