"""A negative status is taken modulo 256."""
import sys

sys.exit(-1)
