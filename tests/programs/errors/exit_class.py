"""raise SystemExit without arguments."""
print("before")
raise SystemExit
