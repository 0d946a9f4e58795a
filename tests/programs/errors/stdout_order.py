"""Output written before the error is there, also without a final newline."""
import sys

print("line")
sys.stdout.write("no newline")
sys.stderr.write("to stderr\n")
raise ValueError("after output")
