//! The interned names that the core itself uses.

use super::Vm;
use crate::value::Ref;

macro_rules! names {
    ($($id:ident = $text:literal)*) => {
        /// Interned strings, one field per name.
        pub struct Names { $(pub $id: Ref,)* }
        impl Names {
            pub fn new(vm: &Vm) -> Names {
                Names { $($id: vm.interned.intern_str(vm, $text),)* }
            }
        }
    };
}

names! {
    abc_impl = "_abc_impl" abc_tpflags = "__abc_tpflags__" abs = "__abs__" abstractmethods = "__abstractmethods__" add = "__add__"
    aenter = "__aenter__" aexit = "__aexit__" aiter = "__aiter__" all = "__all__" and_ = "__and__" anext = "__anext__"
    annotate = "__annotate__" annotate_func = "__annotate_func__" annotations = "__annotations__"
    annotations_cache = "__annotations_cache__" args = "args" await_ = "__await__"
    bases = "__bases__" bool = "__bool__" build_class = "__build_class__" builtins = "__builtins__"
    buffer = "__buffer__" bytes = "__bytes__" cached = "__cached__" call = "__call__" cause = "__cause__" ceil = "__ceil__" class_ = "__class__"
    class_getitem = "__class_getitem__" classcell = "__classcell__" classdict = "__classdict__" close = "close"
    code = "__code__" complex = "__complex__" conditional_annotations = "__conditional_annotations__"
    contains = "__contains__" context = "__context__" copy = "copy" del_ = "__del__" delattr = "__delattr__"
    delete = "__delete__" delitem = "__delitem__" dict = "__dict__" dir = "__dir__" divmod = "__divmod__"
    doc = "__doc__" empty = "" enter = "__enter__" eq = "__eq__" exit = "__exit__" file = "__file__" fileno = "fileno"
    firstlineno = "__firstlineno__" float = "__float__" floor = "__floor__" floordiv = "__floordiv__" flush = "flush"
    format = "__format__" fspath = "__fspath__" ge = "__ge__" get = "__get__" getattr = "__getattr__"
    getattribute = "__getattribute__" getitem = "__getitem__" getnewargs = "__getnewargs__"
    getnewargs_ex = "__getnewargs_ex__" getstate = "__getstate__" gt = "__gt__" hash = "__hash__" iadd = "__iadd__"
    iand = "__iand__" ifloordiv = "__ifloordiv__" ilshift = "__ilshift__" imatmul = "__imatmul__" imod = "__imod__"
    import_ = "__import__" imul = "__imul__" index = "__index__" init = "__init__" init_subclass = "__init_subclass__"
    instancecheck = "__instancecheck__" int = "__int__" invert = "__invert__" ior = "__ior__" ipow = "__ipow__"
    irshift = "__irshift__" isub = "__isub__" items = "items" iter = "__iter__" itruediv = "__itruediv__"
    ixor = "__ixor__" key = "key" keys = "keys" le = "__le__" len = "__len__" length_hint = "__length_hint__"
    loader = "__loader__" lshift = "__lshift__" lt = "__lt__" main = "__main__" matmul = "__matmul__"
    metaclass = "metaclass" missing = "__missing__" mod_ = "__mod__" module = "__module__" mro = "mro"
    mro_entries = "__mro_entries__" mul = "__mul__" name = "__name__" ne = "__ne__" neg = "__neg__" new = "__new__"
    next = "__next__" notes = "__notes__" objclass = "__objclass__" open = "open" or_ = "__or__" package = "__package__"
    path = "__path__" pos = "__pos__" pow = "__pow__" prepare = "__prepare__" qualname = "__qualname__"
    radd = "__radd__" rand = "__rand__" rdivmod = "__rdivmod__" read = "read" readline = "readline"
    reduce = "__reduce__" reduce_ex = "__reduce_ex__" release = "release" release_buffer = "__release_buffer__" repr = "__repr__" reversed = "__reversed__"
    rfloordiv = "__rfloordiv__" rlshift = "__rlshift__" rmatmul = "__rmatmul__" rmod = "__rmod__" rmul = "__rmul__"
    ror = "__ror__" round = "__round__" rpow = "__rpow__" rrshift = "__rrshift__" rshift = "__rshift__"
    rsub = "__rsub__" rtruediv = "__rtruediv__" rxor = "__rxor__" send = "send" set = "__set__" set_name = "__set_name__"
    setattr = "__setattr__" setitem = "__setitem__" setstate = "__setstate__" sizeof = "__sizeof__" slots = "__slots__"
    spec = "__spec__" static_attributes = "__static_attributes__" str = "__str__" sub = "__sub__"
    subclasscheck = "__subclasscheck__" subclasshook = "__subclasshook__" suppress_context = "__suppress_context__"
    text_signature = "__text_signature__" throw = "throw" traceback = "__traceback__" trunc = "__trunc__"
    truediv = "__truediv__" type_params = "__type_params__" value = "value" weakref = "__weakref__"
    wrapped = "__wrapped__" write = "write" xor = "__xor__"
    stdout = "stdout" stderr = "stderr" stdin = "stdin" modules = "modules" displayhook = "displayhook"
    excepthook = "excepthook" unraisablehook = "unraisablehook" obj = "obj" msg = "msg" builtins_module = "builtins"
    sys = "sys" bare_path = "path" meta_path = "meta_path" underscore = "_" initializing = "_initializing"
    lambda_ = "<lambda>" listcomp = "<listcomp>" genexpr = "<genexpr>" dictcomp = "<dictcomp>" setcomp = "<setcomp>"
    module_name = "<module>" n = "n" values = "values" default = "default" file_kw = "file" sep = "sep" end = "end"
    lineno = "lineno" filename = "filename" offset = "offset" text = "text" end_lineno = "end_lineno"
    end_offset = "end_offset" print_file_and_line = "print_file_and_line" bare_name = "name"
    copyreg = "copyreg" newobj = "__newobj__" slotnames = "__slotnames__"
    true_ = "True" false_ = "False" none = "None"
}
