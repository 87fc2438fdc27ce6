"""`python -m yingsu`."""

from yingsu.cli.main import main

if __name__ == "__main__":
    main()
