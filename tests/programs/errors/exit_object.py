"""sys.exit(object): its str is printed, status 1."""
import sys


class Status:
    def __str__(self):
        return "str of the status"


sys.exit(Status())
