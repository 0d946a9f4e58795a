"""KeyboardInterrupt passes except Exception, is caught by except KeyboardInterrupt."""
try:
    try:
        raise KeyboardInterrupt("by hand")
    except Exception:
        print("never")
    finally:
        print("finally")
except KeyboardInterrupt as e:
    print("caught", e)
