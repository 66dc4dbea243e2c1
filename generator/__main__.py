"""`python -m generator`: the same command as `atlas`."""

from generator.cli import main

if __name__ == "__main__":
    main()
