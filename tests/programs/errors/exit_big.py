"""A status beyond the C long."""
import sys

sys.exit(10**30)
