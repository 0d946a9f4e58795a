"""Uncaught ImportError: from a name that is not there, with the importing frames."""
from sys import maxsize, definitely_not_there
