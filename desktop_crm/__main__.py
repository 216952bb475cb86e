"""``python -m desktop_crm``."""

import sys

from desktop_crm.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
