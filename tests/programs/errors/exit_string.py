"""sys.exit(str): printed on standard error, status 1."""
import sys

sys.exit("message é for the user")
