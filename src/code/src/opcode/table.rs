//! The opcode table: the one place where an opcode's number, cache width, operand and stack effect are written down.

/// Hands the whole opcode table to the macro named, in sections:
///
/// ```text
/// base:         [ { NAME = number, caches, operand, flow, kind, |oparg| (popped, pushed) } … ]
/// specialised:  [ { NAME = number, BASE } … ]        CPython's adaptive forms; all else is as in BASE
/// tricera:      [ { NAME = number, BASE } … ]        Tricera's own adaptive forms, in numbers CPython leaves free
/// instrumented: [ { NAME = number, BASE } … ]        CPython's monitoring forms of BASE
/// marker:       [ { NAME = number } … ]              patched over an instruction, meaningless without what it hides
/// pseudo:       [ { NAME = number, operand, |oparg, jump| (popped, pushed) } … ]   only inside a compiler
/// ```
///
/// * `number`: CPython 3.14's (pyc magic 3627).
/// * `caches`: 16-bit CACHE units that follow the instruction.
/// * `operand`: a variant of [`Operand`](crate::opcode::Operand).
/// * `flow`: a variant of [`Flow`](crate::opcode::Flow).
/// * `kind`: `Logical` or `Silent`: a silent instruction is not counted in traces (NOP, NOT_TAKEN, CACHE, EXTENDED_ARG).
/// * `popped`, `pushed`: `i64` expressions in the complete operand (EXTENDED_ARG applied). `popped` counts every
///   stack entry the instruction looks at, so an instruction is safe on a stack of at least that depth.
///
/// The section names are part of the contract, so that a consumer can match the ones it wants and skip the others
/// with `[ $($skip:tt)* ]`.
#[macro_export]
macro_rules! for_each_opcode {
    ($consumer:ident) => {
        $consumer! {
            base: [
                { CACHE = 0, 0, None, Next, Silent, |_oparg| (0, 0) }
                { BINARY_SLICE = 1, 0, None, Next, Logical, |_oparg| (3, 1) }
                { BUILD_TEMPLATE = 2, 0, None, Next, Logical, |_oparg| (2, 1) }
                { CALL_FUNCTION_EX = 4, 0, None, Next, Logical, |_oparg| (4, 1) }
                { CHECK_EG_MATCH = 5, 0, None, Next, Logical, |_oparg| (2, 2) }
                { CHECK_EXC_MATCH = 6, 0, None, Next, Logical, |_oparg| (2, 2) }
                { CLEANUP_THROW = 7, 0, None, Next, Logical, |_oparg| (3, 2) }
                { DELETE_SUBSCR = 8, 0, None, Next, Logical, |_oparg| (2, 0) }
                { END_FOR = 9, 0, None, Next, Logical, |_oparg| (1, 0) }
                { END_SEND = 10, 0, None, Next, Logical, |_oparg| (2, 1) }
                { EXIT_INIT_CHECK = 11, 0, None, Next, Logical, |_oparg| (1, 0) }
                { FORMAT_SIMPLE = 12, 0, None, Next, Logical, |_oparg| (1, 1) }
                { FORMAT_WITH_SPEC = 13, 0, None, Next, Logical, |_oparg| (2, 1) }
                { GET_AITER = 14, 0, None, Next, Logical, |_oparg| (1, 1) }
                { GET_ANEXT = 15, 0, None, Next, Logical, |_oparg| (1, 2) }
                { GET_ITER = 16, 0, None, Next, Logical, |_oparg| (1, 1) }
                { RESERVED = 17, 0, None, Next, Logical, |_oparg| (0, 0) }
                { GET_LEN = 18, 0, None, Next, Logical, |_oparg| (1, 2) }
                { GET_YIELD_FROM_ITER = 19, 0, None, Next, Logical, |_oparg| (1, 1) }
                { INTERPRETER_EXIT = 20, 0, None, Leave, Logical, |_oparg| (1, 0) }
                { LOAD_BUILD_CLASS = 21, 0, None, Next, Logical, |_oparg| (0, 1) }
                { LOAD_LOCALS = 22, 0, None, Next, Logical, |_oparg| (0, 1) }
                { MAKE_FUNCTION = 23, 0, None, Next, Logical, |_oparg| (1, 1) }
                { MATCH_KEYS = 24, 0, None, Next, Logical, |_oparg| (2, 3) }
                { MATCH_MAPPING = 25, 0, None, Next, Logical, |_oparg| (1, 2) }
                { MATCH_SEQUENCE = 26, 0, None, Next, Logical, |_oparg| (1, 2) }
                { NOP = 27, 0, None, Next, Silent, |_oparg| (0, 0) }
                { NOT_TAKEN = 28, 0, None, Next, Silent, |_oparg| (0, 0) }
                { POP_EXCEPT = 29, 0, None, Next, Logical, |_oparg| (1, 0) }
                { POP_ITER = 30, 0, None, Next, Logical, |_oparg| (1, 0) }
                { POP_TOP = 31, 0, None, Next, Logical, |_oparg| (1, 0) }
                { PUSH_EXC_INFO = 32, 0, None, Next, Logical, |_oparg| (1, 2) }
                { PUSH_NULL = 33, 0, None, Next, Logical, |_oparg| (0, 1) }
                { RETURN_GENERATOR = 34, 0, None, Next, Logical, |_oparg| (0, 1) }
                { RETURN_VALUE = 35, 0, None, Leave, Logical, |_oparg| (1, 1) }
                { SETUP_ANNOTATIONS = 36, 0, None, Next, Logical, |_oparg| (0, 0) }
                { STORE_SLICE = 37, 0, None, Next, Logical, |_oparg| (4, 0) }
                { STORE_SUBSCR = 38, 1, None, Next, Logical, |_oparg| (3, 0) }
                { TO_BOOL = 39, 3, None, Next, Logical, |_oparg| (1, 1) }
                { UNARY_INVERT = 40, 0, None, Next, Logical, |_oparg| (1, 1) }
                { UNARY_NEGATIVE = 41, 0, None, Next, Logical, |_oparg| (1, 1) }
                { UNARY_NOT = 42, 0, None, Next, Logical, |_oparg| (1, 1) }
                { WITH_EXCEPT_START = 43, 0, None, Next, Logical, |_oparg| (5, 6) }
                { BINARY_OP = 44, 5, BinaryOp, Next, Logical, |_oparg| (2, 1) }
                { BUILD_INTERPOLATION = 45, 0, Raw, Next, Logical, |oparg| (2 + (oparg & 1), 1) }
                { BUILD_LIST = 46, 0, Count, Next, Logical, |oparg| (oparg, 1) }
                { BUILD_MAP = 47, 0, Count, Next, Logical, |oparg| (oparg * 2, 1) }
                { BUILD_SET = 48, 0, Count, Next, Logical, |oparg| (oparg, 1) }
                { BUILD_SLICE = 49, 0, Count, Next, Logical, |oparg| (oparg, 1) }
                { BUILD_STRING = 50, 0, Count, Next, Logical, |oparg| (oparg, 1) }
                { BUILD_TUPLE = 51, 0, Count, Next, Logical, |oparg| (oparg, 1) }
                { CALL = 52, 3, Count, Next, Logical, |oparg| (2 + oparg, 1) }
                { CALL_INTRINSIC_1 = 53, 0, Intrinsic1, Next, Logical, |_oparg| (1, 1) }
                { CALL_INTRINSIC_2 = 54, 0, Intrinsic2, Next, Logical, |_oparg| (2, 1) }
                { CALL_KW = 55, 3, Count, Next, Logical, |oparg| (3 + oparg, 1) }
                { COMPARE_OP = 56, 1, Compare, Next, Logical, |_oparg| (2, 1) }
                { CONTAINS_OP = 57, 1, Raw, Next, Logical, |_oparg| (2, 1) }
                { CONVERT_VALUE = 58, 0, Raw, Next, Logical, |_oparg| (1, 1) }
                { COPY = 59, 0, StackDepth, Next, Logical, |oparg| (oparg, oparg + 1) }
                { COPY_FREE_VARS = 60, 0, Count, Next, Logical, |_oparg| (0, 0) }
                { DELETE_ATTR = 61, 0, Name, Next, Logical, |_oparg| (1, 0) }
                { DELETE_DEREF = 62, 0, Free, Next, Logical, |_oparg| (0, 0) }
                { DELETE_FAST = 63, 0, Local, Next, Logical, |_oparg| (0, 0) }
                { DELETE_GLOBAL = 64, 0, Name, Next, Logical, |_oparg| (0, 0) }
                { DELETE_NAME = 65, 0, Name, Next, Logical, |_oparg| (0, 0) }
                { DICT_MERGE = 66, 0, StackDepth, Next, Logical, |oparg| (4 + oparg, 3 + oparg) }
                { DICT_UPDATE = 67, 0, StackDepth, Next, Logical, |oparg| (1 + oparg, oparg) }
                { END_ASYNC_FOR = 68, 0, BackReference, Next, Logical, |_oparg| (2, 0) }
                { EXTENDED_ARG = 69, 0, Raw, Next, Silent, |_oparg| (0, 0) }
                { FOR_ITER = 70, 1, JumpForward, Branch, Logical, |_oparg| (1, 2) }
                { GET_AWAITABLE = 71, 0, Raw, Next, Logical, |_oparg| (1, 1) }
                { IMPORT_FROM = 72, 0, Name, Next, Logical, |_oparg| (1, 2) }
                { IMPORT_NAME = 73, 0, Name, Next, Logical, |_oparg| (2, 1) }
                { IS_OP = 74, 0, Raw, Next, Logical, |_oparg| (2, 1) }
                { JUMP_BACKWARD = 75, 1, JumpBackward, Jump, Logical, |_oparg| (0, 0) }
                { JUMP_BACKWARD_NO_INTERRUPT = 76, 0, JumpBackward, Jump, Logical, |_oparg| (0, 0) }
                { JUMP_FORWARD = 77, 0, JumpForward, Jump, Logical, |_oparg| (0, 0) }
                { LIST_APPEND = 78, 0, StackDepth, Next, Logical, |oparg| (1 + oparg, oparg) }
                { LIST_EXTEND = 79, 0, StackDepth, Next, Logical, |oparg| (1 + oparg, oparg) }
                { LOAD_ATTR = 80, 9, NameShift1, Next, Logical, |oparg| (1, 1 + (oparg & 1)) }
                { LOAD_COMMON_CONSTANT = 81, 0, CommonConstant, Next, Logical, |_oparg| (0, 1) }
                { LOAD_CONST = 82, 0, Const, Next, Logical, |_oparg| (0, 1) }
                { LOAD_DEREF = 83, 0, Free, Next, Logical, |_oparg| (0, 1) }
                { LOAD_FAST = 84, 0, Local, Next, Logical, |_oparg| (0, 1) }
                { LOAD_FAST_AND_CLEAR = 85, 0, Local, Next, Logical, |_oparg| (0, 1) }
                { LOAD_FAST_BORROW = 86, 0, Local, Next, Logical, |_oparg| (0, 1) }
                { LOAD_FAST_BORROW_LOAD_FAST_BORROW = 87, 0, LocalPair, Next, Logical, |_oparg| (0, 2) }
                { LOAD_FAST_CHECK = 88, 0, Local, Next, Logical, |_oparg| (0, 1) }
                { LOAD_FAST_LOAD_FAST = 89, 0, LocalPair, Next, Logical, |_oparg| (0, 2) }
                { LOAD_FROM_DICT_OR_DEREF = 90, 0, Free, Next, Logical, |_oparg| (1, 1) }
                { LOAD_FROM_DICT_OR_GLOBALS = 91, 0, Name, Next, Logical, |_oparg| (1, 1) }
                { LOAD_GLOBAL = 92, 4, NameShift1, Next, Logical, |oparg| (0, 1 + (oparg & 1)) }
                { LOAD_NAME = 93, 0, Name, Next, Logical, |_oparg| (0, 1) }
                { LOAD_SMALL_INT = 94, 0, Raw, Next, Logical, |_oparg| (0, 1) }
                { LOAD_SPECIAL = 95, 0, Special, Next, Logical, |_oparg| (1, 2) }
                { LOAD_SUPER_ATTR = 96, 1, NameShift2, Next, Logical, |oparg| (3, 1 + (oparg & 1)) }
                { MAKE_CELL = 97, 0, Free, Next, Logical, |_oparg| (0, 0) }
                { MAP_ADD = 98, 0, StackDepth, Next, Logical, |oparg| (2 + oparg, oparg) }
                { MATCH_CLASS = 99, 0, Count, Next, Logical, |_oparg| (3, 1) }
                { POP_JUMP_IF_FALSE = 100, 1, JumpForward, Branch, Logical, |_oparg| (1, 0) }
                { POP_JUMP_IF_NONE = 101, 1, JumpForward, Branch, Logical, |_oparg| (1, 0) }
                { POP_JUMP_IF_NOT_NONE = 102, 1, JumpForward, Branch, Logical, |_oparg| (1, 0) }
                { POP_JUMP_IF_TRUE = 103, 1, JumpForward, Branch, Logical, |_oparg| (1, 0) }
                { RAISE_VARARGS = 104, 0, Count, Leave, Logical, |oparg| (oparg, 0) }
                { RERAISE = 105, 0, StackDepth, Leave, Logical, |oparg| (1 + oparg, oparg) }
                { SEND = 106, 1, JumpForward, Branch, Logical, |_oparg| (2, 2) }
                { SET_ADD = 107, 0, StackDepth, Next, Logical, |oparg| (1 + oparg, oparg) }
                { SET_FUNCTION_ATTRIBUTE = 108, 0, Raw, Next, Logical, |_oparg| (2, 1) }
                { SET_UPDATE = 109, 0, StackDepth, Next, Logical, |oparg| (1 + oparg, oparg) }
                { STORE_ATTR = 110, 4, Name, Next, Logical, |_oparg| (2, 0) }
                { STORE_DEREF = 111, 0, Free, Next, Logical, |_oparg| (1, 0) }
                { STORE_FAST = 112, 0, Local, Next, Logical, |_oparg| (1, 0) }
                { STORE_FAST_LOAD_FAST = 113, 0, LocalPair, Next, Logical, |_oparg| (1, 1) }
                { STORE_FAST_STORE_FAST = 114, 0, LocalPair, Next, Logical, |_oparg| (2, 0) }
                { STORE_GLOBAL = 115, 0, Name, Next, Logical, |_oparg| (1, 0) }
                { STORE_NAME = 116, 0, Name, Next, Logical, |_oparg| (1, 0) }
                { SWAP = 117, 0, StackDepth, Next, Logical, |oparg| (oparg, oparg) }
                { UNPACK_EX = 118, 0, Raw, Next, Logical, |oparg| (1, 1 + (oparg & 0xFF) + (oparg >> 8)) }
                { UNPACK_SEQUENCE = 119, 1, Count, Next, Logical, |oparg| (1, oparg) }
                { YIELD_VALUE = 120, 0, Raw, Next, Logical, |_oparg| (1, 1) }
                { RESUME = 128, 0, Raw, Next, Logical, |_oparg| (0, 0) }
            ]
            specialised: [
                { BINARY_OP_INPLACE_ADD_UNICODE = 3, BINARY_OP }
                { BINARY_OP_ADD_FLOAT = 129, BINARY_OP }
                { BINARY_OP_ADD_INT = 130, BINARY_OP }
                { BINARY_OP_ADD_UNICODE = 131, BINARY_OP }
                { BINARY_OP_EXTEND = 132, BINARY_OP }
                { BINARY_OP_MULTIPLY_FLOAT = 133, BINARY_OP }
                { BINARY_OP_MULTIPLY_INT = 134, BINARY_OP }
                { BINARY_OP_SUBSCR_DICT = 135, BINARY_OP }
                { BINARY_OP_SUBSCR_GETITEM = 136, BINARY_OP }
                { BINARY_OP_SUBSCR_LIST_INT = 137, BINARY_OP }
                { BINARY_OP_SUBSCR_LIST_SLICE = 138, BINARY_OP }
                { BINARY_OP_SUBSCR_STR_INT = 139, BINARY_OP }
                { BINARY_OP_SUBSCR_TUPLE_INT = 140, BINARY_OP }
                { BINARY_OP_SUBTRACT_FLOAT = 141, BINARY_OP }
                { BINARY_OP_SUBTRACT_INT = 142, BINARY_OP }
                { CALL_ALLOC_AND_ENTER_INIT = 143, CALL }
                { CALL_BOUND_METHOD_EXACT_ARGS = 144, CALL }
                { CALL_BOUND_METHOD_GENERAL = 145, CALL }
                { CALL_BUILTIN_CLASS = 146, CALL }
                { CALL_BUILTIN_FAST = 147, CALL }
                { CALL_BUILTIN_FAST_WITH_KEYWORDS = 148, CALL }
                { CALL_BUILTIN_O = 149, CALL }
                { CALL_ISINSTANCE = 150, CALL }
                { CALL_KW_BOUND_METHOD = 151, CALL_KW }
                { CALL_KW_NON_PY = 152, CALL_KW }
                { CALL_KW_PY = 153, CALL_KW }
                { CALL_LEN = 154, CALL }
                { CALL_LIST_APPEND = 155, CALL }
                { CALL_METHOD_DESCRIPTOR_FAST = 156, CALL }
                { CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS = 157, CALL }
                { CALL_METHOD_DESCRIPTOR_NOARGS = 158, CALL }
                { CALL_METHOD_DESCRIPTOR_O = 159, CALL }
                { CALL_NON_PY_GENERAL = 160, CALL }
                { CALL_PY_EXACT_ARGS = 161, CALL }
                { CALL_PY_GENERAL = 162, CALL }
                { CALL_STR_1 = 163, CALL }
                { CALL_TUPLE_1 = 164, CALL }
                { CALL_TYPE_1 = 165, CALL }
                { COMPARE_OP_FLOAT = 166, COMPARE_OP }
                { COMPARE_OP_INT = 167, COMPARE_OP }
                { COMPARE_OP_STR = 168, COMPARE_OP }
                { CONTAINS_OP_DICT = 169, CONTAINS_OP }
                { CONTAINS_OP_SET = 170, CONTAINS_OP }
                { FOR_ITER_GEN = 171, FOR_ITER }
                { FOR_ITER_LIST = 172, FOR_ITER }
                { FOR_ITER_RANGE = 173, FOR_ITER }
                { FOR_ITER_TUPLE = 174, FOR_ITER }
                { JUMP_BACKWARD_JIT = 175, JUMP_BACKWARD }
                { JUMP_BACKWARD_NO_JIT = 176, JUMP_BACKWARD }
                { LOAD_ATTR_CLASS = 177, LOAD_ATTR }
                { LOAD_ATTR_CLASS_WITH_METACLASS_CHECK = 178, LOAD_ATTR }
                { LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN = 179, LOAD_ATTR }
                { LOAD_ATTR_INSTANCE_VALUE = 180, LOAD_ATTR }
                { LOAD_ATTR_METHOD_LAZY_DICT = 181, LOAD_ATTR }
                { LOAD_ATTR_METHOD_NO_DICT = 182, LOAD_ATTR }
                { LOAD_ATTR_METHOD_WITH_VALUES = 183, LOAD_ATTR }
                { LOAD_ATTR_MODULE = 184, LOAD_ATTR }
                { LOAD_ATTR_NONDESCRIPTOR_NO_DICT = 185, LOAD_ATTR }
                { LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES = 186, LOAD_ATTR }
                { LOAD_ATTR_PROPERTY = 187, LOAD_ATTR }
                { LOAD_ATTR_SLOT = 188, LOAD_ATTR }
                { LOAD_ATTR_WITH_HINT = 189, LOAD_ATTR }
                { LOAD_CONST_IMMORTAL = 190, LOAD_CONST }
                { LOAD_CONST_MORTAL = 191, LOAD_CONST }
                { LOAD_GLOBAL_BUILTIN = 192, LOAD_GLOBAL }
                { LOAD_GLOBAL_MODULE = 193, LOAD_GLOBAL }
                { LOAD_SUPER_ATTR_ATTR = 194, LOAD_SUPER_ATTR }
                { LOAD_SUPER_ATTR_METHOD = 195, LOAD_SUPER_ATTR }
                { RESUME_CHECK = 196, RESUME }
                { SEND_GEN = 197, SEND }
                { STORE_ATTR_INSTANCE_VALUE = 198, STORE_ATTR }
                { STORE_ATTR_SLOT = 199, STORE_ATTR }
                { STORE_ATTR_WITH_HINT = 200, STORE_ATTR }
                { STORE_SUBSCR_DICT = 201, STORE_SUBSCR }
                { STORE_SUBSCR_LIST_INT = 202, STORE_SUBSCR }
                { TO_BOOL_ALWAYS_TRUE = 203, TO_BOOL }
                { TO_BOOL_BOOL = 204, TO_BOOL }
                { TO_BOOL_INT = 205, TO_BOOL }
                { TO_BOOL_LIST = 206, TO_BOOL }
                { TO_BOOL_NONE = 207, TO_BOOL }
                { TO_BOOL_STR = 208, TO_BOOL }
                { UNPACK_SEQUENCE_LIST = 209, UNPACK_SEQUENCE }
                { UNPACK_SEQUENCE_TUPLE = 210, UNPACK_SEQUENCE }
                { UNPACK_SEQUENCE_TWO_TUPLE = 211, UNPACK_SEQUENCE }
            ]
            // Tricera's own adaptive forms: one row each, e.g. `{ TO_BOOL_FLOAT = 233, TO_BOOL }`.
            // CPython leaves 121 to 127 and 212 to 233 free. Whatever stands here is refused in a code object that is
            // loaded, is turned back by `deopt`, and appears in no disassembly shown to Python.
            tricera: [
                { BINARY_OP_AND_INT = 212, BINARY_OP }
                { BINARY_OP_OR_INT = 213, BINARY_OP }
                { BINARY_OP_XOR_INT = 214, BINARY_OP }
                { BINARY_OP_FLOOR_DIVIDE_INT = 215, BINARY_OP }
                { BINARY_OP_REMAINDER_INT = 216, BINARY_OP }
                { BINARY_OP_LSHIFT_INT = 217, BINARY_OP }
                { BINARY_OP_RSHIFT_INT = 218, BINARY_OP }
                { BINARY_OP_TRUE_DIVIDE_FLOAT = 219, BINARY_OP }
                { BINARY_OP_MIXED_FLOAT = 220, BINARY_OP }
                { RETURN_VALUE_GENERATOR = 221, RETURN_VALUE }
                { ENTER_CODE = 222, NOP }
                { YIELD_EXIT = 223, NOP }
                { OPERATOR_EXIT = 124, NOP }
                { COLLECT = 125, NOP }
                { CALL_COLLECT = 126, CALL }
                { STORE_ATTR_ADD = 224, STORE_ATTR }
                { CALL_PY_DEFAULTS = 225, CALL }
                { LOAD_ATTR_CLASS_METHOD = 226, LOAD_ATTR }
                { CALL_GENERATOR_SEND = 227, CALL }
                { CALL_GENERATOR_NEXT = 228, CALL }
                { LOAD_GLOBAL_MODULE_CALL = 229, LOAD_GLOBAL }
                { LOAD_GLOBAL_BUILTIN_CALL = 230, LOAD_GLOBAL }
                { CALL_PY_METHOD_EXACT_ARGS = 231, CALL }
                { LOAD_ATTR_INSTANCE_VALUE_CALL = 232, LOAD_ATTR }
                { LOAD_ATTR_MEGAMORPHIC_VALUE = 121, LOAD_ATTR }
                { LOAD_ATTR_MEGAMORPHIC_METHOD = 122, LOAD_ATTR }
                { STORE_ATTR_MEGAMORPHIC = 123, STORE_ATTR }
            ]
            instrumented: [
                { INSTRUMENTED_END_FOR = 234, END_FOR }
                { INSTRUMENTED_POP_ITER = 235, POP_ITER }
                { INSTRUMENTED_END_SEND = 236, END_SEND }
                { INSTRUMENTED_FOR_ITER = 237, FOR_ITER }
                { INSTRUMENTED_JUMP_FORWARD = 239, JUMP_FORWARD }
                { INSTRUMENTED_NOT_TAKEN = 240, NOT_TAKEN }
                { INSTRUMENTED_POP_JUMP_IF_TRUE = 241, POP_JUMP_IF_TRUE }
                { INSTRUMENTED_POP_JUMP_IF_FALSE = 242, POP_JUMP_IF_FALSE }
                { INSTRUMENTED_POP_JUMP_IF_NONE = 243, POP_JUMP_IF_NONE }
                { INSTRUMENTED_POP_JUMP_IF_NOT_NONE = 244, POP_JUMP_IF_NOT_NONE }
                { INSTRUMENTED_RESUME = 245, RESUME }
                { INSTRUMENTED_RETURN_VALUE = 246, RETURN_VALUE }
                { INSTRUMENTED_YIELD_VALUE = 247, YIELD_VALUE }
                { INSTRUMENTED_END_ASYNC_FOR = 248, END_ASYNC_FOR }
                { INSTRUMENTED_LOAD_SUPER_ATTR = 249, LOAD_SUPER_ATTR }
                { INSTRUMENTED_CALL = 250, CALL }
                { INSTRUMENTED_CALL_KW = 251, CALL_KW }
                { INSTRUMENTED_CALL_FUNCTION_EX = 252, CALL_FUNCTION_EX }
                { INSTRUMENTED_JUMP_BACKWARD = 253, JUMP_BACKWARD }
            ]
            marker: [
                { INSTRUMENTED_INSTRUCTION = 238 }
                { INSTRUMENTED_LINE = 254 }
                { ENTER_EXECUTOR = 255 }
            ]
            pseudo: [
                { ANNOTATIONS_PLACEHOLDER = 256, None, |_oparg, _jump| (0, 0) }
                { JUMP = 257, JumpForward, |_oparg, _jump| (0, 0) }
                { JUMP_IF_FALSE = 258, JumpForward, |_oparg, _jump| (1, 1) }
                { JUMP_IF_TRUE = 259, JumpForward, |_oparg, _jump| (1, 1) }
                { JUMP_NO_INTERRUPT = 260, JumpForward, |_oparg, _jump| (0, 0) }
                { LOAD_CLOSURE = 261, Local, |_oparg, _jump| (0, 1) }
                { POP_BLOCK = 262, None, |_oparg, _jump| (0, 0) }
                { SETUP_CLEANUP = 263, Handler, |_oparg, jump| (0, if jump { 2 } else { 0 }) }
                { SETUP_FINALLY = 264, Handler, |_oparg, jump| (0, if jump { 1 } else { 0 }) }
                { SETUP_WITH = 265, Handler, |_oparg, jump| (0, if jump { 1 } else { 0 }) }
                { STORE_FAST_MAYBE_NULL = 266, Local, |_oparg, _jump| (1, 0) }
            ]
        }
    };
}
