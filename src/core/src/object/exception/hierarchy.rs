//! The exception hierarchy of `builtins`.

use super::{
    EXCEPTION_LAYOUT, Exception, base, group, os_error, simple, syntax_error, unicode_error,
};
use crate::object::{Layout, TypeSpec, flags};

macro_rules! layouts {
    ($($name:ident)*) => { $(static $name: Layout = Layout::of::<Exception>();)* };
}

// Types with attributes of their own keep them in the same place, so a class can have one of these kinds only: told
// apart by the address of the layout, they conflict as bases, as CPython's structs do.
layouts! { GROUP EXIT STOP ATTRIBUTE IMPORT NAME OS SYNTAX DECODE ENCODE TRANSLATE }

macro_rules! exceptions {
    (@layout) => { EXCEPTION_LAYOUT };
    (@layout $layout:ident) => { $layout };
    ($($name:ident $py:literal $(($layout:ident))? $doc:literal {
        $($slot:ident $f:path),* $(; $(methods $methods:path;)? $(getset $getset:path;)?)?
    })*) => { $(
        #[doc = concat!("The type `", $py, "`.")]
        pub static $name: TypeSpec = TypeSpec {
            flags: flags::BASETYPE | flags::EXTRA,
            doc: $doc,
            $($(methods: &$methods,)? $(getset: &$getset,)?)?
            slots: |s| {
                let _ = s;
                $(s.$slot.set(Some($f));)*
            },
            ..TypeSpec::new($py, &exceptions!(@layout $($layout)?))
        };
    )* };
}

exceptions! {
    BASE_EXCEPTION "BaseException"
        "Common base class for all exceptions"
        { new base::new, init base::init, vectorcall base::make, repr base::repr, str base::str; methods base::METHODS; getset base::GETSET; }
    EXCEPTION "Exception" "Common base class for all non-exit exceptions." { new base::new, vectorcall base::make }
    GENERATOR_EXIT "GeneratorExit" "Request that a generator exit." { new base::new, vectorcall base::make }
    KEYBOARD_INTERRUPT "KeyboardInterrupt" "Program interrupted by user." { new base::new, vectorcall base::make }
    SYSTEM_EXIT "SystemExit" (EXIT)
        "Request to exit from the interpreter."
        { init simple::system_exit_init; getset simple::SYSTEM_EXIT_FIELDS; }
    STOP_ITERATION "StopIteration" (STOP)
        "Signal the end from iterator.__next__()."
        { init simple::stop_iteration_init; getset simple::STOP_ITERATION_FIELDS; }
    BASE_EXCEPTION_GROUP "BaseExceptionGroup" (GROUP)
        "A combination of multiple unrelated exceptions."
        { new group::new, init base::init, repr group::repr, str group::str; methods group::METHODS; getset group::FIELDS; }
    EXCEPTION_GROUP "ExceptionGroup" (GROUP) "" {}
    STOP_ASYNC_ITERATION "StopAsyncIteration" "Signal the end from iterator.__anext__()." { new base::new, vectorcall base::make }
    ARITHMETIC_ERROR "ArithmeticError" "Base class for arithmetic errors." { new base::new, vectorcall base::make }
    FLOATING_POINT_ERROR "FloatingPointError" "Floating-point operation failed." { new base::new, vectorcall base::make }
    OVERFLOW_ERROR "OverflowError" "Result too large to be represented." { new base::new, vectorcall base::make }
    ZERO_DIVISION_ERROR "ZeroDivisionError" "Second argument to a division or modulo operation was zero." { new base::new, vectorcall base::make }
    ASSERTION_ERROR "AssertionError" "Assertion failed." { new base::new, vectorcall base::make }
    ATTRIBUTE_ERROR "AttributeError" (ATTRIBUTE)
        "Attribute not found."
        { init simple::attribute_error_init; methods simple::ATTRIBUTE_ERROR_METHODS; getset simple::ATTRIBUTE_ERROR_FIELDS; }
    BUFFER_ERROR "BufferError" "Buffer error." { new base::new, vectorcall base::make }
    EOF_ERROR "EOFError" "Read beyond end of file." { new base::new, vectorcall base::make }
    IMPORT_ERROR "ImportError" (IMPORT)
        "Import can't find module, or can't find name in module."
        { init simple::import_error_init, str simple::import_error_str; methods simple::IMPORT_ERROR_METHODS; getset simple::IMPORT_ERROR_FIELDS; }
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" (IMPORT) "Module not found." {}
    LOOKUP_ERROR "LookupError" "Base class for lookup errors." { new base::new, vectorcall base::make }
    INDEX_ERROR "IndexError" "Sequence index out of range." { new base::new, vectorcall base::make }
    KEY_ERROR "KeyError" "Mapping key not found." { vectorcall base::make, str simple::key_error_str; }
    MEMORY_ERROR "MemoryError" "Out of memory." { new base::new, vectorcall base::make }
    NAME_ERROR "NameError" (NAME)
        "Name not found globally."
        { init simple::name_error_init; getset simple::NAME_ERROR_FIELDS; }
    UNBOUND_LOCAL_ERROR "UnboundLocalError" (NAME) "Local name referenced but not bound to a value." {}
    OS_ERROR "OSError" (OS)
        "Base class for I/O related errors."
        { new os_error::new, init os_error::init, str os_error::str; methods os_error::METHODS; getset os_error::FIELDS; }
    BLOCKING_IO_ERROR "BlockingIOError" (OS) "I/O operation would block." {}
    CHILD_PROCESS_ERROR "ChildProcessError" (OS) "Child process error." {}
    CONNECTION_ERROR "ConnectionError" (OS) "Connection error." {}
    BROKEN_PIPE_ERROR "BrokenPipeError" (OS) "Broken pipe." {}
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" (OS) "Connection aborted." {}
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" (OS) "Connection refused." {}
    CONNECTION_RESET_ERROR "ConnectionResetError" (OS) "Connection reset." {}
    FILE_EXISTS_ERROR "FileExistsError" (OS) "File already exists." {}
    FILE_NOT_FOUND_ERROR "FileNotFoundError" (OS) "File not found." {}
    INTERRUPTED_ERROR "InterruptedError" (OS) "Interrupted by signal." {}
    IS_A_DIRECTORY_ERROR "IsADirectoryError" (OS) "Operation doesn't work on directories." {}
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" (OS) "Operation only works on directories." {}
    PERMISSION_ERROR "PermissionError" (OS) "Not enough permissions." {}
    PROCESS_LOOKUP_ERROR "ProcessLookupError" (OS) "Process not found." {}
    TIMEOUT_ERROR "TimeoutError" (OS) "Timeout expired." {}
    REFERENCE_ERROR "ReferenceError" "Weak ref proxy used after referent went away." { new base::new, vectorcall base::make }
    RUNTIME_ERROR "RuntimeError" "Unspecified run-time error." { new base::new, vectorcall base::make }
    NOT_IMPLEMENTED_ERROR "NotImplementedError" "Method or function hasn't been implemented yet." { new base::new, vectorcall base::make }
    PYTHON_FINALIZATION_ERROR "PythonFinalizationError" "Operation blocked during Python finalization." { new base::new, vectorcall base::make }
    RECURSION_ERROR "RecursionError" "Recursion limit exceeded." { new base::new, vectorcall base::make }
    SYNTAX_ERROR "SyntaxError" (SYNTAX)
        "Invalid syntax."
        { init syntax_error::init, str syntax_error::str; getset syntax_error::FIELDS; }
    INDENTATION_ERROR "IndentationError" (SYNTAX) "Improper indentation." {}
    TAB_ERROR "TabError" (SYNTAX) "Improper mixture of spaces and tabs." {}
    INCOMPLETE_INPUT_ERROR "_IncompleteInputError" (SYNTAX) "incomplete input." {}
    SYSTEM_ERROR "SystemError"
        "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version."
        { new base::new, vectorcall base::make }
    TYPE_ERROR "TypeError" "Inappropriate argument type." { new base::new, vectorcall base::make }
    VALUE_ERROR "ValueError" "Inappropriate argument value (of correct type)." { new base::new, vectorcall base::make }
    UNICODE_ERROR "UnicodeError" "Unicode related error." { new base::new, vectorcall base::make }
    UNICODE_DECODE_ERROR "UnicodeDecodeError" (DECODE)
        "Unicode decoding error."
        { new base::new, init unicode_error::decode_init, str unicode_error::decode_str; getset unicode_error::FIELDS; }
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" (ENCODE)
        "Unicode encoding error."
        { new base::new, init unicode_error::encode_init, str unicode_error::encode_str; getset unicode_error::FIELDS; }
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" (TRANSLATE)
        "Unicode translation error."
        { new base::new, init unicode_error::translate_init, str unicode_error::translate_str; getset unicode_error::FIELDS; }
    WARNING "Warning" "Base class for warning categories." { new base::new, vectorcall base::make }
    BYTES_WARNING "BytesWarning"
        "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str."
        { new base::new, vectorcall base::make }
    DEPRECATION_WARNING "DeprecationWarning" "Base class for warnings about deprecated features." { new base::new, vectorcall base::make }
    ENCODING_WARNING "EncodingWarning" "Base class for warnings about encodings." { new base::new, vectorcall base::make }
    FUTURE_WARNING "FutureWarning"
        "Base class for warnings about constructs that will change semantically\nin the future."
        { new base::new, vectorcall base::make }
    IMPORT_WARNING "ImportWarning" "Base class for warnings about probable mistakes in module imports" { new base::new, vectorcall base::make }
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning"
        "Base class for warnings about features which will be deprecated\nin the future."
        { new base::new, vectorcall base::make }
    RESOURCE_WARNING "ResourceWarning" "Base class for warnings about resource usage." { new base::new, vectorcall base::make }
    RUNTIME_WARNING "RuntimeWarning" "Base class for warnings about dubious runtime behavior." { new base::new, vectorcall base::make }
    SYNTAX_WARNING "SyntaxWarning" "Base class for warnings about dubious syntax." { new base::new, vectorcall base::make }
    UNICODE_WARNING "UnicodeWarning"
        "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems."
        { new base::new, vectorcall base::make }
    USER_WARNING "UserWarning" "Base class for warnings generated by user code." { new base::new, vectorcall base::make }
}
