"""Circular imports: partially initialised modules, from-imports of submodules, self import."""

import sys

sys.modules.pop("pkg", None)
import pkg.circular.a

print(pkg.circular.a.late, pkg.circular.b.seen)
from pkg.circular import self_import
from pkg.circular.b import a

print(a is pkg.circular.a, a.b.a is a)
for name in ("pkg.circular.a", "pkg.circular.b"):
    del sys.modules[name]
import pkg.circular.b as b2

print(b2.seen)
