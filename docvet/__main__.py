"""``python -m docvet``."""

from docvet.cli import main

if __name__ == "__main__":
    main()
