"""The rest of os: ids, descriptors, processes, folders by descriptor, attributes; and the errors of all."""

import os
import resource
import sys
import tempfile


def show(text):
    try:
        print(text, "->", eval(text))
    except (OSError, TypeError, ValueError, OverflowError) as e:
        print(text, "!", type(e).__name__, e)


for text in """
os.stat("a\\0") | os.stat(3.5) | os.stat([]) | os.chdir(None) | os.listdir([]) | os.mkdir(3) | os.stat("/", dir_fd="x")
os.stat("/", dir_fd=1 << 40) | os.stat(1 << 40) | os.stat(0, dir_fd=3) | os.stat(0, follow_symlinks=False) | os.open("/nope", 0)
os.fchdir("x") | os.fchdir(-1) | os.pread(0, "", 0) | os.link("a", "b", src_dir_fd=1.5) | os.chown("/nope", 1, 2)
os.chown("/nope", "a", 2) | os.chown("/nope", -2, 2) | os.getpgid("x") | os.sysconf("x") | os.sysconf(1.5)
os.get_inheritable(99) | os.waitstatus_to_exitcode(256) | os.waitstatus_to_exitcode(9) | os.waitstatus_to_exitcode(0x7f)
os.waitstatus_to_exitcode(1 << 40) | os.execv("/nope", []) | os.execv("/nope", 3) | os.execv("/nope", ["a", 3])
os.execve("/nope", ["a"], 3) | os.posix_spawn("/nope", [], {}) | os.posix_spawn("/nope", ["a"], 3)
os.posix_spawn("/nope", ["a"], {}) | os.major(-1) | os.makedev(1, 2) | os.sched_param(1) | os.sched_param()
os.getxattr("/nope", "u") | os.nice("a") | os.utime("/nope", (1,)) | os.utime("/nope", 5) | os.readv(0, 3)
os.register_at_fork() | os.register_at_fork(before=3) | os.sched_setaffinity(0, [-1]) | os.sched_setaffinity(0, 3)
os.setgroups(3) | os.WIFEXITED("x") | os.WCOREDUMP(1.5) | os.truncate("/nope", 1) | os.access("/nope", 0, dir_fd="x")
os.symlink(1, 2) | os.rename("/nope", "/nope2") | os.rename(3, "s") | os.mkfifo("/tmp") | os.ttyname(99) | os.device_encoding(99)
os.pathconf("/", 99999) | os.eventfd(-1) | os.lockf(0, 99, 1) | os.kill("a", 1) | os.ctermid() | os.getrandom(-1)
os.get_terminal_size("x") | os.get_terminal_size(99) | os.splice(0, 1, -1) | os.copy_file_range(0, 1, -1) | os.sendfile(1, 0, "a", 3)
os.posix_fadvise(99, 0, 0, 0) | os.pipe2("a") | os.wait() | os.waitid(0, 0, 99) | os.times_result(range(5))
os.uname_result(range(5)) | os.memfd_create("a\\0") | os.removexattr("/nope", "a\\0") | os.system("a\\0") | os.dup(-1)
os.fsync(object()) | os.isatty(1.5) | os.putenv("a=b", "c") | os.chmod("/nope", 1, follow_symlinks=False) | os.chmod(99, 1)
os.mknod("/nope/x") | os.listxattr("/nope") | os.readlink(3) | os.remove("/nope") | os.rmdir(1.5) | os.fdatasync("a")
os.preadv(0, [], 0) | os.read(0, -1) | os.getsid(99999999) | os.tcgetpgrp(99) | os.pwrite(1, "", 0) | os.setuid(-5) | os.setuid("a")
os.statvfs_result(range(11)).f_fsid | os.statvfs_result(range(10)).f_fsid | os.statvfs_result(range(9)) | os.statvfs("/nope")
os.path.splitroot("//a/b") | os.path.splitroot(b"/a/b") | os.path.splitroot("///a") | os.path.normpath("//a/../b/./c")
resource.getrlimit(99) | resource.getrusage(99) | resource.setrlimit(resource.RLIMIT_CORE, 3) | resource.setrlimit(0, (1, 2, 3))
""".replace("\n", "|").split("|"):
    if text.strip():
        show(text.strip())

with tempfile.TemporaryDirectory() as folder:
    fd = os.open(folder, os.O_RDONLY)
    os.mkdir("sub", dir_fd=fd)
    f = os.open("file", os.O_RDWR | os.O_CREAT, dir_fd=fd)
    print(os.pwrite(f, b"hello world", 0), os.pread(f, 5, 6), os.writev(f, [b"HE", b"LL"]), os.lseek(f, 0, os.SEEK_SET))
    a, b = bytearray(3), bytearray(5)
    print(os.readv(f, [a, b]), a, b, os.preadv(f, [a], 1), a, os.pwritev(f, [b"!"], 10))
    os.ftruncate(f, 4)
    print(os.get_inheritable(f), os.set_inheritable(f, True), os.get_inheritable(f), os.get_blocking(f))
    os.close(f)
    os.symlink("file", "link", dir_fd=fd)
    os.rename("file", "renamed", src_dir_fd=fd, dst_dir_fd=fd)
    os.link("renamed", "second", src_dir_fd=fd, dst_dir_fd=fd)
    print(sorted(os.listdir(fd)), os.readlink("link", dir_fd=fd), os.access("sub", os.F_OK, dir_fd=fd))
    with os.scandir(fd) as entries:
        for e in sorted(entries, key=lambda e: e.name):
            print(e.name, e.path, e.is_dir(), e.is_file(), e.is_symlink(), e.stat(follow_symlinks=False) is not None)
    print(os.stat("second", dir_fd=fd).st_nlink, os.stat("renamed", dir_fd=fd).st_size)
    os.utime("renamed", ns=(5, 7_000_000_001), dir_fd=fd)
    print(os.stat("renamed", dir_fd=fd).st_mtime_ns, os.utime(fd, (3, 4.5)), os.stat(fd).st_mtime)
    for top, dirs, files, _ in os.fwalk(".", dir_fd=fd):
        print(top, sorted(dirs), sorted(files))
    os.unlink("link", dir_fd=fd)
    os.rmdir("sub", dir_fd=fd)
    os.close(fd)

sys.stdout.flush()
os.register_at_fork(before=lambda: print("before", flush=True), after_in_parent=lambda: print("parent"))
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    os.write(writer, b"from the child")
    os._exit(7)
print(os.read(reader, 100), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
child = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 5"], os.environ)
print(os.wait4(child, 0)[1] >> 8)
child = os.posix_spawn("/bin/sh", ["sh", "-c", "echo spawned"], {}, file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)])
found = os.waitid(os.P_PID, child, os.WEXITED)
print(found.si_pid == child, found.si_status, os.read(reader, 100), os.system("exit 3") >> 8)
print(os.getpid() == os.getpgid(0) or os.getpgid(0) == os.getpgrp(), os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0))
print(type(os.times()).__name__, len(os.uname()), os.statvfs("/").f_namemax, os.sched_getaffinity(0) == os.sched_getaffinity(os.getpid()))
