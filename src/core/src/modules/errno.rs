//! The module `errno`.

use super::{ModuleSpec, add};
use crate::object::{as_dict, new_dict};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "errno",
    doc: "This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding \
          integer value,\ne.g., on most systems, errno.ENOENT equals the integer 2.\n\nThe dictionary \
          errno.errorcode maps numeric codes to symbol names,\ne.g., errno.errorcode[2] could be the string \
          'ENOENT'.\n\nSymbols that are not relevant to the underlying system are not defined.\n\nTo map error \
          codes to error messages, use the function os.strerror(),\ne.g. os.strerror(2) could return 'No such file \
          or directory'.",
    methods: &[],
    init: |vm, module| {
        let codes = new_dict(vm);
        for &(name, code) in CODES {
            let number = vm.new_int(code.into());
            add(vm, module, name, number.clone())?;
            let text = vm.interned.intern_str(vm, name);
            as_dict(&codes).set(vm, &number, text)?;
        }
        // Linux has no number of that name: CPython takes one behind the last.
        let (name, number) = ("EFTYPE", vm.new_int(134));
        add(vm, module, name, number.clone())?;
        as_dict(&codes).set(vm, &number, vm.interned.intern_str(vm, name))?;
        add(vm, module, "errorcode", codes)
    },
};

macro_rules! codes {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name),)*] };
}

/// Where a number has two names, the later one is the one that `errorcode` knows.
static CODES: &[(&str, i32)] = codes! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EWOULDBLOCK EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST
    EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE
    EDEADLOCK EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH
    ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE
    ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN
    ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT
    EPROTONOSUPPORT ESOCKTNOSUPPORT ENOTSUP EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN
    ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT
    ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT
    ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL
    EHWPOISON
};
