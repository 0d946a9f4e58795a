"""Weak references to what lives as long as the interpreter do not disturb its end."""

import sys
import weakref

class A: pass
r=weakref.ref(int); r2=weakref.ref(A); r3=weakref.ref(A()); r4=weakref.ref(weakref); sys.keep=[r,r2,r4, weakref.ref(sys)]
print('done')
