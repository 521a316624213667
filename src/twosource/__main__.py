"""`python -m twosource`: the command line."""

from twosource.outlets.cli import main

if __name__ == "__main__":
    main()
