import pkg.circular.self_import as me
import pkg.circular.self_import

print("self import", me.__name__, hasattr(pkg.circular, "self_import"), me is pkg.circular.__dict__.get("self_import", me))
