def fail():
    raise ValueError("import failed on purpose")


fail()
