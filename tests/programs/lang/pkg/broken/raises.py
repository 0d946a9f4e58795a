import sys

print("raises starts", __name__ in sys.modules)
half = "set before the error"
raise ValueError("import failed on purpose")
