def f():
print("never")
