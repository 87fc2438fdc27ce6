"""`python -m yingsu`."""

import sys

if __name__ == "__main__":
    # Python looks for modules where it was started first: a workspace brings along no program of ours.
    if not sys.flags.safe_path:
        del sys.path[0]
    from yingsu.cli.main import main

    main()
