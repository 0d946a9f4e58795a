"""Struct sequences: construction with a dict, __reduce__, __replace__, copies, errors; links and modes by name."""

import copy
import os
import pickle
import resource
import sys
import tempfile
import time

t = time.gmtime(0)
print(t.__reduce__(), copy.copy(t) == t, pickle.loads(pickle.dumps(t)).tm_zone, copy.replace(t, tm_year=5, tm_zone="x").tm_zone)
s = os.stat("/")
u = pickle.loads(pickle.dumps(s))
print(u == s, u.st_mtime_ns == s.st_mtime_ns, u.st_rdev == s.st_rdev, s.n_fields, s.n_sequence_fields, s.n_unnamed_fields)
print(os.sched_param(3).__reduce__(), copy.copy(os.sched_param(3)), os.sched_param(3).__replace__(sched_priority=4))
v = os.statvfs("/")
print(copy.copy(v).f_fsid == v.f_fsid, copy.replace(v, f_bsize=7).f_bsize)
print(type(sys.flags), type(os.times()), type(resource.getrusage(0)), type(s), type(t))
for f in """t.__replace__(3)|t.__replace__(x=3)|t.__replace__(n_fields=3)|s.__replace__(st_mode=1)|time.struct_time([1] * 9, 5)
time.struct_time([1] * 9, {"tm_zone": "zone"}).tm_zone|time.struct_time([1] * 9, {"zone": 5})|time.struct_time(3)
time.struct_time([1] * 12)|time.struct_time([1] * 11).tm_gmtoff|time.struct_time([1] * 8)|time.struct_time([1] * 9, x=1)
time.struct_time([1] * 11, {"tm_zone": 5})|os.times_result([1] * 6)|os.times_result([1] * 4)|os.times_result(range(5), {})
time.struct_time(sequence=[1] * 9, dict={})|os.times_result(range(5)).__replace__(user=1, foo=2, bar=3)
os.stat_result(range(9))|os.stat_result(range(20))|os.stat_result(range(10)).st_mtime|os.stat_result(range(19)).st_mtime_ns
os.stat_result(range(10), {"st_rdev": 3}).st_rdev|time.struct_time()""".replace("\n", "|").split("|"):
    try:
        print(f, "->", eval(f))
    except TypeError as e:
        print(f, "!", e)

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.symlink("x", "l")
    fd = os.open(".", 0)
    for options in ({}, {"dir_fd": fd}):
        try:
            os.chmod("l", 0o600, follow_symlinks=False, **options)
        except (NotImplementedError, ValueError) as e:
            print(type(e).__name__, e)
    open("x", "w").close()
    os.link("l", "m")
    os.link("l", "m2", follow_symlinks=False)
    os.link("l", "m3", src_dir_fd=fd)
    print(os.path.islink("m"), os.path.islink("m2"), os.path.islink("m3"))
    os.chdir("/")
print([os.statvfs_result(range(10), {"f_fsid": n}).f_fsid for n in (0, 5, 2**63 - 1, 2**63, 2**64 - 1)])
