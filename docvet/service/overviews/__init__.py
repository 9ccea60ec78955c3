"""Lists over all applications, as commands and API give them: what ends soon, verdicts beside the platform's answers."""
