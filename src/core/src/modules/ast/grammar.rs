//! The nodes of syntax trees: which there are, and what they hold.

/// A kind of node, with its forms.
pub(super) struct Sum {
    pub(super) name: &'static str,
    /// Where a node is in the source: names of attributes; `?` marks those that may be None.
    pub(super) attributes: &'static [&'static str],
    /// `Form(type field, …)` or just `Form`; a kind without a choice has one form of its own name.
    pub(super) forms: &'static [&'static str],
}

const PLACE: &[&str] = &["lineno", "col_offset", "end_lineno?", "end_col_offset?"];
const FULL_PLACE: &[&str] = &["lineno", "col_offset", "end_lineno", "end_col_offset"];

/// All kinds. In a field's type `*` stands for a list, `?` for a value that may be None.
pub(super) static GRAMMAR: &[Sum] = &[
    Sum {
        name: "mod",
        attributes: &[],
        forms: &[
            "Module(stmt* body, type_ignore* type_ignores)",
            "Interactive(stmt* body)",
            "Expression(expr body)",
            "FunctionType(expr* argtypes, expr returns)",
        ],
    },
    Sum {
        name: "stmt",
        attributes: PLACE,
        forms: &[
            "FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)",
            "AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)",
            "ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)",
            "Return(expr? value)",
            "Delete(expr* targets)",
            "Assign(expr* targets, expr value, string? type_comment)",
            "TypeAlias(expr name, type_param* type_params, expr value)",
            "AugAssign(expr target, operator op, expr value)",
            "AnnAssign(expr target, expr annotation, expr? value, int simple)",
            "For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)",
            "AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)",
            "While(expr test, stmt* body, stmt* orelse)",
            "If(expr test, stmt* body, stmt* orelse)",
            "With(withitem* items, stmt* body, string? type_comment)",
            "AsyncWith(withitem* items, stmt* body, string? type_comment)",
            "Match(expr subject, match_case* cases)",
            "Raise(expr? exc, expr? cause)",
            "Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)",
            "TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)",
            "Assert(expr test, expr? msg)",
            "Import(alias* names)",
            "ImportFrom(identifier? module, alias* names, int? level)",
            "Global(identifier* names)",
            "Nonlocal(identifier* names)",
            "Expr(expr value)",
            "Pass",
            "Break",
            "Continue",
        ],
    },
    Sum {
        name: "expr",
        attributes: PLACE,
        forms: &[
            "BoolOp(boolop op, expr* values)",
            "NamedExpr(expr target, expr value)",
            "BinOp(expr left, operator op, expr right)",
            "UnaryOp(unaryop op, expr operand)",
            "Lambda(arguments args, expr body)",
            "IfExp(expr test, expr body, expr orelse)",
            "Dict(expr?* keys, expr* values)",
            "Set(expr* elts)",
            "ListComp(expr elt, comprehension* generators)",
            "SetComp(expr elt, comprehension* generators)",
            "DictComp(expr key, expr value, comprehension* generators)",
            "GeneratorExp(expr elt, comprehension* generators)",
            "Await(expr value)",
            "Yield(expr? value)",
            "YieldFrom(expr value)",
            "Compare(expr left, cmpop* ops, expr* comparators)",
            "Call(expr func, expr* args, keyword* keywords)",
            "FormattedValue(expr value, int conversion, expr? format_spec)",
            "Interpolation(expr value, constant str, int conversion, expr? format_spec)",
            "JoinedStr(expr* values)",
            "TemplateStr(expr* values)",
            "Constant(constant value, string? kind)",
            "Attribute(expr value, identifier attr, expr_context ctx)",
            "Subscript(expr value, expr slice, expr_context ctx)",
            "Starred(expr value, expr_context ctx)",
            "Name(identifier id, expr_context ctx)",
            "List(expr* elts, expr_context ctx)",
            "Tuple(expr* elts, expr_context ctx)",
            "Slice(expr? lower, expr? upper, expr? step)",
        ],
    },
    Sum {
        name: "expr_context",
        attributes: &[],
        forms: &["Load", "Store", "Del"],
    },
    Sum {
        name: "boolop",
        attributes: &[],
        forms: &["And", "Or"],
    },
    Sum {
        name: "operator",
        attributes: &[],
        forms: &[
            "Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr",
            "BitXor", "BitAnd", "FloorDiv",
        ],
    },
    Sum {
        name: "unaryop",
        attributes: &[],
        forms: &["Invert", "Not", "UAdd", "USub"],
    },
    Sum {
        name: "cmpop",
        attributes: &[],
        forms: &[
            "Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn",
        ],
    },
    Sum {
        name: "comprehension",
        attributes: &[],
        forms: &["comprehension(expr target, expr iter, expr* ifs, int is_async)"],
    },
    Sum {
        name: "excepthandler",
        attributes: PLACE,
        forms: &["ExceptHandler(expr? type, identifier? name, stmt* body)"],
    },
    Sum {
        name: "arguments",
        attributes: &[],
        forms: &[
            "arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)",
        ],
    },
    Sum {
        name: "arg",
        attributes: PLACE,
        forms: &["arg(identifier arg, expr? annotation, string? type_comment)"],
    },
    Sum {
        name: "keyword",
        attributes: PLACE,
        forms: &["keyword(identifier? arg, expr value)"],
    },
    Sum {
        name: "alias",
        attributes: PLACE,
        forms: &["alias(identifier name, identifier? asname)"],
    },
    Sum {
        name: "withitem",
        attributes: &[],
        forms: &["withitem(expr context_expr, expr? optional_vars)"],
    },
    Sum {
        name: "match_case",
        attributes: &[],
        forms: &["match_case(pattern pattern, expr? guard, stmt* body)"],
    },
    Sum {
        name: "pattern",
        attributes: FULL_PLACE,
        forms: &[
            "MatchValue(expr value)",
            "MatchSingleton(constant value)",
            "MatchSequence(pattern* patterns)",
            "MatchMapping(expr* keys, pattern* patterns, identifier? rest)",
            "MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)",
            "MatchStar(identifier? name)",
            "MatchAs(pattern? pattern, identifier? name)",
            "MatchOr(pattern* patterns)",
        ],
    },
    Sum {
        name: "type_ignore",
        attributes: &[],
        forms: &["TypeIgnore(int lineno, string tag)"],
    },
    Sum {
        name: "type_param",
        attributes: FULL_PLACE,
        forms: &[
            "TypeVar(identifier name, expr? bound, expr? default_value)",
            "ParamSpec(identifier name, expr? default_value)",
            "TypeVarTuple(identifier name, expr? default_value)",
        ],
    },
];
