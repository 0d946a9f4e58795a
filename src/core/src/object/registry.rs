//! The builtin types of an interpreter, in the order in which they are made.

use super::spec::{allocate, finish};
use super::{
    TypePtr, TypeSpec, buffer, code, container, exception, function, generator, iterator,
    memoryview, number, text, types, weakref,
};
use crate::runtime::{Later, Names, PyResult, Vm};
use crate::value::Ref;

macro_rules! types {
    ($($field:ident = $spec:path, $($base:ident)?;)*) => {
        /// The builtin types of one interpreter.
        #[derive(Clone)]
        pub struct Types { $(pub $field: TypePtr,)* }

        impl Types {
            /// Before the types are made.
            pub const DANGLING: Types = Types { $($field: TypePtr::DANGLING,)* };
        }

        /// Every type with its declaration; the references keep the types alive.
        fn allocate_all(vm: &mut Vm) -> Vec<(Ref, &'static TypeSpec)> {
            let mut all = Vec::new();
            $({
                let t = allocate(vm, &$spec, std::ptr::null());
                // SAFETY: the interpreter holds the reference until it goes.
                vm.types.$field = unsafe { TypePtr::new(t.slot().ptr()) };
                all.push((t, &$spec as &'static TypeSpec));
            })*
            all
        }

        fn base_of(vm: &Vm, spec: &'static TypeSpec) -> Option<TypePtr> {
            $(if std::ptr::eq(spec, &$spec) {
                return None$(.or(Some(vm.types.$base)))?;
            })*
            None
        }
    };
}

types! {
    object = types::OBJECT, ;
    type_ = types::TYPE, object;
    int = number::INT, object;
    bool = number::BOOL, int;
    float = number::FLOAT, object;
    complex = number::COMPLEX, object;
    str = text::STR, object;
    bytes = text::BYTES, object;
    bytearray = text::BYTEARRAY, object;
    memoryview = memoryview::MEMORYVIEW, object;
    managed_buffer = memoryview::MANAGED_BUFFER, object;
    memory_iterator = memoryview::MEMORY_ITERATOR, object;
    buffer_wrapper = buffer::BUFFER_WRAPPER, object;
    tuple = container::TUPLE, object;
    list = container::LIST, object;
    dict = container::DICT_TYPE, object;
    set = container::SET, object;
    frozenset = container::FROZENSET, object;
    range = container::RANGE, object;
    slice = container::SLICE, object;
    none_type = types::NONE_TYPE, object;
    ellipsis = types::ELLIPSIS, object;
    not_implemented_type = types::NOT_IMPLEMENTED, object;
    module = types::MODULE, object;
    super_ = types::SUPER, object;
    cell = function::CELL, object;
    code = code::CODE, object;
    function = function::FUNCTION, object;
    builtin = function::BUILTIN, object;
    method_descriptor = function::METHOD_DESCRIPTOR, object;
    classmethod_descriptor = function::CLASSMETHOD_DESCRIPTOR, object;
    getset_descriptor = function::GETSET_DESCRIPTOR, object;
    member_descriptor = function::MEMBER_DESCRIPTOR, object;
    bound_method = function::BOUND_METHOD, object;
    static_method = function::STATIC_METHOD, object;
    class_method = function::CLASS_METHOD, object;
    property = function::PROPERTY, object;
    slot_wrapper = function::SLOT_WRAPPER, object;
    method_wrapper = function::METHOD_WRAPPER, object;
    mapping_proxy = types::MAPPING_PROXY, object;
    simple_namespace = types::SIMPLE_NAMESPACE, object;
    generic_alias = types::GENERIC_ALIAS, object;
    generic_alias_iterator = types::GENERIC_ALIAS_ITERATOR, object;
    union_type = types::UNION, object;
    weak_reference = weakref::WEAK_REFERENCE, object;
    weak_proxy = weakref::PROXY, object;
    weak_callable_proxy = weakref::CALLABLE_PROXY, object;
    generator = generator::GENERATOR, object;
    coroutine = generator::COROUTINE, object;
    async_generator = generator::ASYNC_GENERATOR, object;
    coroutine_wrapper = generator::COROUTINE_WRAPPER, object;
    line_iterator = code::LINE_ITERATOR, object;
    positions_iterator = code::POSITIONS_ITERATOR, object;
    frame = code::FRAME, object;
    traceback = code::TRACEBACK, object;
    frame_locals_proxy = code::FRAME_LOCALS_PROXY, object;
    range_iterator = iterator::RANGE_ITERATOR, object;
    list_iterator = iterator::LIST_ITERATOR, object;
    tuple_iterator = iterator::TUPLE_ITERATOR, object;
    sequence_iterator = iterator::SEQUENCE_ITERATOR, object;
    unraisable_hook_args = exception::print::UNRAISABLE_HOOK_ARGS, object;
    dict_keys = container::DICT_KEYS, object;
    dict_values = container::DICT_VALUES, object;
    dict_items = container::DICT_ITEMS, object;
    list_reverse_iterator = iterator::LIST_REVERSE_ITERATOR, object;
    long_range_iterator = iterator::LONG_RANGE_ITERATOR, object;
    dict_key_iterator = iterator::DICT_KEY_ITERATOR, object;
    dict_value_iterator = iterator::DICT_VALUE_ITERATOR, object;
    dict_item_iterator = iterator::DICT_ITEM_ITERATOR, object;
    dict_reverse_key_iterator = iterator::DICT_REVERSE_KEY_ITERATOR, object;
    dict_reverse_value_iterator = iterator::DICT_REVERSE_VALUE_ITERATOR, object;
    dict_reverse_item_iterator = iterator::DICT_REVERSE_ITEM_ITERATOR, object;
    set_iterator = iterator::SET_ITERATOR, object;
    str_iterator = iterator::STR_ITERATOR, object;
    str_ascii_iterator = iterator::STR_ASCII_ITERATOR, object;
    bytes_iterator = iterator::BYTES_ITERATOR, object;
    bytearray_iterator = iterator::BYTEARRAY_ITERATOR, object;
    callable_iterator = iterator::CALLABLE_ITERATOR, object;
    enumerate = iterator::ENUMERATE, object;
    zip = iterator::ZIP, object;
    map = iterator::MAP, object;
    filter = iterator::FILTER, object;
    reversed = iterator::REVERSED, object;
    base_exception = exception::BASE_EXCEPTION, object;
    exception = exception::EXCEPTION, base_exception;
    base_exception_group = exception::BASE_EXCEPTION_GROUP, base_exception;
    exception_group = exception::EXCEPTION_GROUP, base_exception_group;
    generator_exit = exception::GENERATOR_EXIT, base_exception;
    keyboard_interrupt = exception::KEYBOARD_INTERRUPT, base_exception;
    system_exit = exception::SYSTEM_EXIT, base_exception;
    stop_iteration = exception::STOP_ITERATION, exception;
    stop_async_iteration = exception::STOP_ASYNC_ITERATION, exception;
    arithmetic_error = exception::ARITHMETIC_ERROR, exception;
    floating_point_error = exception::FLOATING_POINT_ERROR, arithmetic_error;
    overflow_error = exception::OVERFLOW_ERROR, arithmetic_error;
    zero_division_error = exception::ZERO_DIVISION_ERROR, arithmetic_error;
    assertion_error = exception::ASSERTION_ERROR, exception;
    attribute_error = exception::ATTRIBUTE_ERROR, exception;
    buffer_error = exception::BUFFER_ERROR, exception;
    eof_error = exception::EOF_ERROR, exception;
    import_error = exception::IMPORT_ERROR, exception;
    module_not_found_error = exception::MODULE_NOT_FOUND_ERROR, import_error;
    lookup_error = exception::LOOKUP_ERROR, exception;
    index_error = exception::INDEX_ERROR, lookup_error;
    key_error = exception::KEY_ERROR, lookup_error;
    memory_error = exception::MEMORY_ERROR, exception;
    name_error = exception::NAME_ERROR, exception;
    unbound_local_error = exception::UNBOUND_LOCAL_ERROR, name_error;
    os_error = exception::OS_ERROR, exception;
    blocking_io_error = exception::BLOCKING_IO_ERROR, os_error;
    child_process_error = exception::CHILD_PROCESS_ERROR, os_error;
    connection_error = exception::CONNECTION_ERROR, os_error;
    broken_pipe_error = exception::BROKEN_PIPE_ERROR, connection_error;
    connection_aborted_error = exception::CONNECTION_ABORTED_ERROR, connection_error;
    connection_refused_error = exception::CONNECTION_REFUSED_ERROR, connection_error;
    connection_reset_error = exception::CONNECTION_RESET_ERROR, connection_error;
    file_exists_error = exception::FILE_EXISTS_ERROR, os_error;
    file_not_found_error = exception::FILE_NOT_FOUND_ERROR, os_error;
    interrupted_error = exception::INTERRUPTED_ERROR, os_error;
    is_a_directory_error = exception::IS_A_DIRECTORY_ERROR, os_error;
    not_a_directory_error = exception::NOT_A_DIRECTORY_ERROR, os_error;
    permission_error = exception::PERMISSION_ERROR, os_error;
    process_lookup_error = exception::PROCESS_LOOKUP_ERROR, os_error;
    timeout_error = exception::TIMEOUT_ERROR, os_error;
    reference_error = exception::REFERENCE_ERROR, exception;
    runtime_error = exception::RUNTIME_ERROR, exception;
    not_implemented_error = exception::NOT_IMPLEMENTED_ERROR, runtime_error;
    python_finalization_error = exception::PYTHON_FINALIZATION_ERROR, runtime_error;
    recursion_error = exception::RECURSION_ERROR, runtime_error;
    syntax_error = exception::SYNTAX_ERROR, exception;
    indentation_error = exception::INDENTATION_ERROR, syntax_error;
    tab_error = exception::TAB_ERROR, indentation_error;
    incomplete_input_error = exception::INCOMPLETE_INPUT_ERROR, syntax_error;
    system_error = exception::SYSTEM_ERROR, exception;
    type_error = exception::TYPE_ERROR, exception;
    value_error = exception::VALUE_ERROR, exception;
    unicode_error = exception::UNICODE_ERROR, value_error;
    unicode_decode_error = exception::UNICODE_DECODE_ERROR, unicode_error;
    unicode_encode_error = exception::UNICODE_ENCODE_ERROR, unicode_error;
    unicode_translate_error = exception::UNICODE_TRANSLATE_ERROR, unicode_error;
    warning = exception::WARNING, exception;
    bytes_warning = exception::BYTES_WARNING, warning;
    deprecation_warning = exception::DEPRECATION_WARNING, warning;
    encoding_warning = exception::ENCODING_WARNING, warning;
    future_warning = exception::FUTURE_WARNING, warning;
    import_warning = exception::IMPORT_WARNING, warning;
    pending_deprecation_warning = exception::PENDING_DEPRECATION_WARNING, warning;
    resource_warning = exception::RESOURCE_WARNING, warning;
    runtime_warning = exception::RUNTIME_WARNING, warning;
    syntax_warning = exception::SYNTAX_WARNING, warning;
    unicode_warning = exception::UNICODE_WARNING, warning;
    user_warning = exception::USER_WARNING, warning;
}

/// Makes all builtin types. Called once, before anything else uses the interpreter.
pub fn boot(vm: &mut Vm) -> PyResult<()> {
    let all = allocate_all(vm);
    for (t, _) in &all {
        // SAFETY: all of them were made without a metatype; now there is one.
        unsafe { (*t.slot().header()).shape = vm.types.type_.root_shape };
    }
    vm.names = Later::set(Names::new(vm));
    super::Characters::boot(vm)?;
    vm.empty_tuple.set(super::new_tuple(vm, []));
    for (t, spec) in &all {
        let base = base_of(vm, spec);
        // SAFETY: made from the same declaration, bases first.
        unsafe { finish(vm, t, spec, base)? };
    }
    exception::finish_groups(vm);
    vm.builtin_types = all.into_iter().map(|(t, _)| t).collect();
    Ok(())
}
