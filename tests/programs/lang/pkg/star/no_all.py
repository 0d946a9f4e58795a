one = 1
_two = 2
__three__ = 3
import sys
