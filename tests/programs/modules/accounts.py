"""pwd and grp, and the inverse of the normal distribution that statistics rests on."""

import grp
import os
import pathlib
import pwd
import statistics
from _statistics import _normal_dist_inv_cdf as inverse


def a(f, *x, **k):
    try:
        return f(*x, **k)
    except Exception as e:
        return type(e).__name__, str(e)


root = pwd.getpwuid(0)
print(root[:1], root.pw_name, root.pw_uid, root.pw_gid, len(root), type(root), root == pwd.getpwnam("root"), root in pwd.getpwall())
print(root.n_fields, root.__match_args__, root.__replace__(pw_name="x").pw_name)
for key in ("nope", 3, None, "a\0b", "\udc80", "\ud800"):
    print(a(pwd.getpwnam, key), a(grp.getgrnam, key))
for key in (99999, "x", 10**30, -1, -5, 1.5, -(10**30)):
    print(a(pwd.getpwuid, key), a(grp.getgrgid, key))
print(a(pwd.getpwuid), a(grp.getgrgid), a(grp.getgrgid, id=0) == grp.getgrnam(name="root"), grp.getgrgid(0) in grp.getgrall())
print(grp.getgrnam("root").gr_gid, type(grp.getgrgid(0).gr_mem), grp.struct_group, os.path.expanduser("~root") == root.pw_dir)
print(pathlib.Path("/").owner(), pathlib.Path("/").group())
print([inverse(p / 97, 3.0, 2.5) for p in range(1, 97)])
print(a(inverse, 0, 0, 1), a(inverse, 1, 0, 1), inverse(1e-300, 0, 1), inverse(0.5, 0, 0), a(inverse, "a", 0, 1), a(inverse, 1),
      inverse(1 - 1e-16, 0, 1), inverse(1e-20, 1, 2), inverse(True / 2, 1, 2))
print(statistics.NormalDist(5, 2).inv_cdf(0.3), statistics.NormalDist(5, 2).quantiles(5))
