"""A status of 256 + 7."""
import sys

sys.exit(263)
