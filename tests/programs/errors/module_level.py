"""Errors at module level: no function name but <module>."""
values = [1, 2, 3]
total = sum(values) + values["index"]
