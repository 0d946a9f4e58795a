import math

result = math.__name__, hasattr(math, "sqrt")
