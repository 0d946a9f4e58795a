//! Source as a syntax tree: CPython's nodes, by the names of their classes and fields.

use malachite_bigint::BigInt;
use num_traits::Num;
use ruff_python_ast::{self as ast, Expr, InterpolatedStringElement, Pattern, Stmt, TypeParam};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::source::normalize_newlines;
use super::{CompileError, CompileErrorKind, Mode, Options, compile_with_warnings, with_stack_for};
use crate::data::{Const, Text};

/// Where a node is: first line, first column, last line, the column behind it. Columns count bytes of UTF-8.
pub type Place = [u32; 4];

/// A node.
#[derive(Debug)]
pub struct Node {
    /// Its class in the module `ast`.
    pub class: &'static str,
    /// Its fields in order.
    pub fields: Vec<(&'static str, Value)>,
    /// Where it is, if nodes of its class have a place.
    pub place: Option<Place>,
}

/// What a field holds.
#[derive(Debug)]
pub enum Value {
    /// None.
    Nothing,
    /// A node.
    Node(Box<Node>),
    /// A list.
    List(Vec<Value>),
    /// A name or other text.
    Text(String),
    /// A number that is not part of the program's text.
    Int(i64),
    /// The value of a literal.
    Constant(Const),
}

/// Parses source text.
///
/// # Errors
/// What compiling it would raise, if that is because of its grammar.
pub fn parse(source: &str, filename: &str, mode: Mode) -> Result<Node, CompileError> {
    let refuse = |text: &str| Err(CompileError::new(CompileErrorKind::SyntaxError, text));
    if source.contains('\0') {
        return refuse("source code string cannot contain null bytes");
    }
    let text = normalize_newlines(source);
    let job = || {
        let tree = Tree::new(&text);
        match mode {
            Mode::Eval => {
                if text.starts_with([' ', '\t']) {
                    return None;
                }
                let parsed = ruff_python_parser::parse_expression(&text).ok()?;
                Some(Node {
                    class: "Expression",
                    fields: vec![("body", tree.expr(&parsed.syntax().body))],
                    place: None,
                })
            }
            Mode::Exec | Mode::Single => ruff_python_parser::parse_module(&text).ok().map(|p| {
                let body = ("body", tree.suite(&p.syntax().body));
                if mode == Mode::Single {
                    return Node {
                        class: "Interactive",
                        fields: vec![body],
                        place: None,
                    };
                }
                let ignores = ("type_ignores", Value::List(vec![]));
                Node {
                    class: "Module",
                    fields: vec![body, ignores],
                    place: None,
                }
            }),
        }
    };
    let Some(parsed) = with_stack_for(&text, job) else {
        return Err(CompileError::new(
            CompileErrorKind::MemoryError,
            "no memory for parsing this source",
        ));
    };
    if let Some(node) = parsed {
        return Ok(node);
    }
    // The compiler knows how CPython words what is wrong.
    match compile_with_warnings(source, filename, mode, &Options::default(), &mut Vec::new()) {
        Err(e) => Err(e),
        Ok(_) => refuse("invalid syntax"),
    }
}

struct Tree<'a> {
    source: &'a str,
    lines: Vec<u32>,
}

type Fields = Vec<(&'static str, Value)>;

fn text(s: impl AsRef<str>) -> Value {
    Value::Text(s.as_ref().to_owned())
}

fn plain(class: &'static str) -> Value {
    Value::Node(Box::new(Node {
        class,
        fields: vec![],
        place: None,
    }))
}

fn context(ctx: ast::ExprContext) -> Value {
    plain(match ctx {
        ast::ExprContext::Store => "Store",
        ast::ExprContext::Del => "Del",
        _ => "Load",
    })
}

fn string(s: &str) -> Value {
    Value::Constant(Const::Str(Text::from(s)))
}

impl<'a> Tree<'a> {
    fn new(source: &'a str) -> Tree<'a> {
        let ends = source.bytes().zip(1..).filter(|(b, _)| *b == b'\n');
        Tree {
            source,
            lines: std::iter::once(0).chain(ends.map(|(_, i)| i)).collect(),
        }
    }

    fn point(&self, at: TextSize) -> (u32, u32) {
        let at = u32::from(at);
        let line = self.lines.partition_point(|start| *start <= at);
        (line as u32, at - self.lines[line - 1])
    }

    fn place(&self, range: TextRange) -> Place {
        let ((line, col), (end_line, end_col)) =
            (self.point(range.start()), self.point(range.end()));
        [line, col, end_line, end_col]
    }

    fn node(&self, class: &'static str, range: TextRange, fields: Fields) -> Value {
        let place = Some(self.place(range));
        Value::Node(Box::new(Node {
            class,
            fields,
            place,
        }))
    }

    fn bare(&self, class: &'static str, fields: Fields) -> Value {
        Value::Node(Box::new(Node {
            class,
            fields,
            place: None,
        }))
    }

    fn list<T>(&self, items: impl IntoIterator<Item = T>, f: impl Fn(T) -> Value) -> Value {
        Value::List(items.into_iter().map(f).collect())
    }

    fn exprs<'e>(&self, items: impl IntoIterator<Item = &'e Expr>) -> Value {
        self.list(items, |e| self.expr(e))
    }

    fn maybe(&self, e: Option<&Expr>) -> Value {
        e.map_or(Value::Nothing, |e| self.expr(e))
    }

    fn suite(&self, body: &[Stmt]) -> Value {
        self.list(body, |s| self.stmt(s))
    }

    /// Where a definition begins: behind its decorators.
    fn definition(&self, decorators: &[ast::Decorator], range: TextRange) -> TextRange {
        let Some(last) = decorators.last() else {
            return range;
        };
        let mut at = usize::from(last.end());
        let bytes = self.source.as_bytes();
        while let Some(b) = bytes.get(at) {
            match b {
                b'#' => {
                    while bytes.get(at).is_some_and(|b| *b != b'\n') {
                        at += 1
                    }
                }
                b' ' | b'\t' | b'\n' | b'\x0c' | b'\\' => at += 1,
                _ => break,
            }
        }
        TextRange::new(TextSize::new(at as u32), range.end())
    }

    fn decorators(&self, all: &[ast::Decorator]) -> Value {
        self.list(all, |d| self.expr(&d.expression))
    }

    fn stmt(&self, s: &Stmt) -> Value {
        let comment = || ("type_comment", Value::Nothing);
        let node = |class, fields| self.node(class, s.range(), fields);
        match s {
            Stmt::FunctionDef(f) => {
                let class = if f.is_async {
                    "AsyncFunctionDef"
                } else {
                    "FunctionDef"
                };
                let range = self.definition(&f.decorator_list, f.range);
                self.node(
                    class,
                    range,
                    vec![
                        ("name", text(&f.name)),
                        ("args", self.parameters(Some(&f.parameters))),
                        ("body", self.suite(&f.body)),
                        ("decorator_list", self.decorators(&f.decorator_list)),
                        ("returns", self.maybe(f.returns.as_deref())),
                        comment(),
                        ("type_params", self.type_params(f.type_params.as_deref())),
                    ],
                )
            }
            Stmt::ClassDef(c) => {
                let range = self.definition(&c.decorator_list, c.range);
                let args = c.arguments.as_deref();
                self.node(
                    "ClassDef",
                    range,
                    vec![
                        ("name", text(&c.name)),
                        ("bases", self.exprs(args.iter().flat_map(|a| a.args.iter()))),
                        ("keywords", self.keywords(args.map_or(&[], |a| &a.keywords))),
                        ("body", self.suite(&c.body)),
                        ("decorator_list", self.decorators(&c.decorator_list)),
                        ("type_params", self.type_params(c.type_params.as_deref())),
                    ],
                )
            }
            Stmt::Return(r) => node("Return", vec![("value", self.maybe(r.value.as_deref()))]),
            Stmt::Delete(d) => node("Delete", vec![("targets", self.exprs(&d.targets))]),
            Stmt::TypeAlias(t) => node(
                "TypeAlias",
                vec![
                    ("name", self.expr(&t.name)),
                    ("type_params", self.type_params(t.type_params.as_deref())),
                    ("value", self.expr(&t.value)),
                ],
            ),
            Stmt::Assign(a) => node(
                "Assign",
                vec![
                    ("targets", self.exprs(&a.targets)),
                    ("value", self.expr(&a.value)),
                    comment(),
                ],
            ),
            Stmt::AugAssign(a) => node(
                "AugAssign",
                vec![
                    ("target", self.expr(&a.target)),
                    ("op", plain(operator(a.op))),
                    ("value", self.expr(&a.value)),
                ],
            ),
            Stmt::AnnAssign(a) => node(
                "AnnAssign",
                vec![
                    ("target", self.expr(&a.target)),
                    ("annotation", self.expr(&a.annotation)),
                    ("value", self.maybe(a.value.as_deref())),
                    ("simple", Value::Int(a.simple.into())),
                ],
            ),
            Stmt::For(f) => node(
                if f.is_async { "AsyncFor" } else { "For" },
                vec![
                    ("target", self.expr(&f.target)),
                    ("iter", self.expr(&f.iter)),
                    ("body", self.suite(&f.body)),
                    ("orelse", self.suite(&f.orelse)),
                    comment(),
                ],
            ),
            Stmt::While(w) => node(
                "While",
                vec![
                    ("test", self.expr(&w.test)),
                    ("body", self.suite(&w.body)),
                    ("orelse", self.suite(&w.orelse)),
                ],
            ),
            Stmt::If(i) => self.conditional(&i.test, &i.body, &i.elif_else_clauses, i.range),
            Stmt::With(w) => node(
                if w.is_async { "AsyncWith" } else { "With" },
                vec![
                    (
                        "items",
                        self.list(&w.items, |i| {
                            self.bare(
                                "withitem",
                                vec![
                                    ("context_expr", self.expr(&i.context_expr)),
                                    ("optional_vars", self.maybe(i.optional_vars.as_deref())),
                                ],
                            )
                        }),
                    ),
                    ("body", self.suite(&w.body)),
                    comment(),
                ],
            ),
            Stmt::Match(m) => node(
                "Match",
                vec![
                    ("subject", self.expr(&m.subject)),
                    (
                        "cases",
                        self.list(&m.cases, |c| {
                            self.bare(
                                "match_case",
                                vec![
                                    ("pattern", self.pattern(&c.pattern)),
                                    ("guard", self.maybe(c.guard.as_deref())),
                                    ("body", self.suite(&c.body)),
                                ],
                            )
                        }),
                    ),
                ],
            ),
            Stmt::Raise(r) => node(
                "Raise",
                vec![
                    ("exc", self.maybe(r.exc.as_deref())),
                    ("cause", self.maybe(r.cause.as_deref())),
                ],
            ),
            Stmt::Try(t) => node(
                if t.is_star { "TryStar" } else { "Try" },
                vec![
                    ("body", self.suite(&t.body)),
                    (
                        "handlers",
                        self.list(&t.handlers, |h| {
                            let ast::ExceptHandler::ExceptHandler(h) = h;
                            self.node(
                                "ExceptHandler",
                                h.range,
                                vec![
                                    ("type", self.maybe(h.type_.as_deref())),
                                    ("name", h.name.as_ref().map_or(Value::Nothing, text)),
                                    ("body", self.suite(&h.body)),
                                ],
                            )
                        }),
                    ),
                    ("orelse", self.suite(&t.orelse)),
                    ("finalbody", self.suite(&t.finalbody)),
                ],
            ),
            Stmt::Assert(a) => node(
                "Assert",
                vec![
                    ("test", self.expr(&a.test)),
                    ("msg", self.maybe(a.msg.as_deref())),
                ],
            ),
            Stmt::Import(i) => node("Import", vec![("names", self.aliases(&i.names))]),
            Stmt::ImportFrom(i) => node(
                "ImportFrom",
                vec![
                    ("module", i.module.as_ref().map_or(Value::Nothing, text)),
                    ("names", self.aliases(&i.names)),
                    ("level", Value::Int(i.level.into())),
                ],
            ),
            Stmt::Global(g) => node("Global", vec![("names", self.list(&g.names, text))]),
            Stmt::Nonlocal(g) => node("Nonlocal", vec![("names", self.list(&g.names, text))]),
            Stmt::Expr(e) => node("Expr", vec![("value", self.expr(&e.value))]),
            Stmt::Break(_) => node("Break", vec![]),
            Stmt::Continue(_) => node("Continue", vec![]),
            _ => node("Pass", vec![]),
        }
    }

    fn conditional(
        &self,
        test: &Expr,
        body: &[Stmt],
        rest: &[ast::ElifElseClause],
        range: TextRange,
    ) -> Value {
        let orelse = match rest {
            [] => Value::List(vec![]),
            [clause, more @ ..] => match &clause.test {
                None => self.suite(&clause.body),
                Some(test) => {
                    let range = TextRange::new(clause.range.start(), range.end());
                    Value::List(vec![self.conditional(test, &clause.body, more, range)])
                }
            },
        };
        let fields = vec![
            ("test", self.expr(test)),
            ("body", self.suite(body)),
            ("orelse", orelse),
        ];
        self.node("If", range, fields)
    }

    fn aliases(&self, all: &[ast::Alias]) -> Value {
        self.list(all, |a| {
            self.node(
                "alias",
                a.range,
                vec![
                    ("name", text(&a.name)),
                    ("asname", a.asname.as_ref().map_or(Value::Nothing, text)),
                ],
            )
        })
    }

    fn keywords(&self, all: &[ast::Keyword]) -> Value {
        self.list(all, |k| {
            self.node(
                "keyword",
                k.range,
                vec![
                    ("arg", k.arg.as_ref().map_or(Value::Nothing, text)),
                    ("value", self.expr(&k.value)),
                ],
            )
        })
    }

    fn parameter(&self, p: &ast::Parameter) -> Value {
        // The star of `*args` is not part of it.
        let start = p.name.range.start();
        self.node(
            "arg",
            TextRange::new(start, p.range.end()),
            vec![
                ("arg", text(&p.name)),
                ("annotation", self.maybe(p.annotation.as_deref())),
                ("type_comment", Value::Nothing),
            ],
        )
    }

    fn parameters(&self, p: Option<&ast::Parameters>) -> Value {
        let empty = ast::Parameters::default();
        let p = p.unwrap_or(&empty);
        let positional = p.posonlyargs.iter().chain(p.args.iter());
        let each =
            |all: &[ast::ParameterWithDefault]| self.list(all, |a| self.parameter(&a.parameter));
        let one = |a: Option<&ast::Parameter>| a.map_or(Value::Nothing, |a| self.parameter(a));
        self.bare(
            "arguments",
            vec![
                ("posonlyargs", each(&p.posonlyargs)),
                ("args", each(&p.args)),
                ("vararg", one(p.vararg.as_deref())),
                ("kwonlyargs", each(&p.kwonlyargs)),
                (
                    "kw_defaults",
                    self.list(&p.kwonlyargs, |a| self.maybe(a.default.as_deref())),
                ),
                ("kwarg", one(p.kwarg.as_deref())),
                (
                    "defaults",
                    self.exprs(positional.filter_map(|a| a.default.as_deref())),
                ),
            ],
        )
    }

    fn type_params(&self, all: Option<&ast::TypeParams>) -> Value {
        self.list(all.iter().flat_map(|a| a.type_params.iter()), |t| match t {
            TypeParam::TypeVar(t) => self.node(
                "TypeVar",
                t.range,
                vec![
                    ("name", text(&t.name)),
                    ("bound", self.maybe(t.bound.as_deref())),
                    ("default_value", self.maybe(t.default.as_deref())),
                ],
            ),
            TypeParam::ParamSpec(t) => self.node(
                "ParamSpec",
                t.range,
                vec![
                    ("name", text(&t.name)),
                    ("default_value", self.maybe(t.default.as_deref())),
                ],
            ),
            TypeParam::TypeVarTuple(t) => self.node(
                "TypeVarTuple",
                t.range,
                vec![
                    ("name", text(&t.name)),
                    ("default_value", self.maybe(t.default.as_deref())),
                ],
            ),
        })
    }

    fn pattern(&self, p: &Pattern) -> Value {
        let node = |class, fields| self.node(class, p.range(), fields);
        let name = |n: &Option<ast::Identifier>| n.as_ref().map_or(Value::Nothing, text);
        match p {
            Pattern::MatchValue(v) => node("MatchValue", vec![("value", self.expr(&v.value))]),
            Pattern::MatchSingleton(s) => {
                let value = match s.value {
                    ast::Singleton::None => Const::None,
                    ast::Singleton::True => Const::True,
                    _ => Const::False,
                };
                node("MatchSingleton", vec![("value", Value::Constant(value))])
            }
            Pattern::MatchSequence(s) => node(
                "MatchSequence",
                vec![("patterns", self.list(&s.patterns, |p| self.pattern(p)))],
            ),
            Pattern::MatchMapping(m) => node(
                "MatchMapping",
                vec![
                    ("keys", self.exprs(&m.keys)),
                    ("patterns", self.list(&m.patterns, |p| self.pattern(p))),
                    ("rest", name(&m.rest)),
                ],
            ),
            Pattern::MatchClass(c) => node(
                "MatchClass",
                vec![
                    ("cls", self.expr(&c.cls)),
                    (
                        "patterns",
                        self.list(&c.arguments.patterns, |p| self.pattern(p)),
                    ),
                    (
                        "kwd_attrs",
                        self.list(&c.arguments.keywords, |k| text(&k.attr)),
                    ),
                    (
                        "kwd_patterns",
                        self.list(&c.arguments.keywords, |k| self.pattern(&k.pattern)),
                    ),
                ],
            ),
            Pattern::MatchStar(s) => node("MatchStar", vec![("name", name(&s.name))]),
            Pattern::MatchAs(a) => node(
                "MatchAs",
                vec![
                    (
                        "pattern",
                        a.pattern
                            .as_ref()
                            .map_or(Value::Nothing, |p| self.pattern(p)),
                    ),
                    ("name", name(&a.name)),
                ],
            ),
            Pattern::MatchOr(o) => node(
                "MatchOr",
                vec![("patterns", self.list(&o.patterns, |p| self.pattern(p)))],
            ),
        }
    }

    fn comprehensions(&self, all: &[ast::Comprehension]) -> Value {
        self.list(all, |c| {
            self.bare(
                "comprehension",
                vec![
                    ("target", self.expr(&c.target)),
                    ("iter", self.expr(&c.iter)),
                    ("ifs", self.exprs(&c.ifs)),
                    ("is_async", Value::Int(c.is_async.into())),
                ],
            )
        })
    }

    fn constant(&self, range: TextRange, value: Const, kind: Value) -> Value {
        self.node(
            "Constant",
            range,
            vec![("value", Value::Constant(value)), ("kind", kind)],
        )
    }

    fn number(&self, range: TextRange, n: &ast::Number) -> Const {
        match n {
            ast::Number::Float(x) => Const::Float(*x),
            ast::Number::Complex { real, imag } => Const::Complex(*real, *imag),
            ast::Number::Int(i) => match i.as_i64() {
                Some(small) => Const::Int(small),
                None => {
                    let (from, to) = (u32::from(range.start()), u32::from(range.end()));
                    let digits = self
                        .source
                        .get(from as usize..to as usize)
                        .unwrap_or("0")
                        .replace('_', "");
                    let lower = digits.to_ascii_lowercase();
                    let (radix, digits) = match lower.as_bytes() {
                        [b'0', b'x', ..] => (16, &lower[2..]),
                        [b'0', b'o', ..] => (8, &lower[2..]),
                        [b'0', b'b', ..] => (2, &lower[2..]),
                        _ => (10, &lower[..]),
                    };
                    Const::int(BigInt::from_str_radix(digits, radix).unwrap_or_default())
                }
            },
        }
    }

    fn expr(&self, e: &Expr) -> Value {
        let node = |class, fields| self.node(class, e.range(), fields);
        match e {
            Expr::BoolOp(b) => node(
                "BoolOp",
                vec![
                    (
                        "op",
                        plain(if matches!(b.op, ast::BoolOp::And) {
                            "And"
                        } else {
                            "Or"
                        }),
                    ),
                    ("values", self.exprs(&b.values)),
                ],
            ),
            Expr::Named(n) => node(
                "NamedExpr",
                vec![
                    ("target", self.expr(&n.target)),
                    ("value", self.expr(&n.value)),
                ],
            ),
            Expr::BinOp(b) => node(
                "BinOp",
                vec![
                    ("left", self.expr(&b.left)),
                    ("op", plain(operator(b.op))),
                    ("right", self.expr(&b.right)),
                ],
            ),
            Expr::UnaryOp(u) => node(
                "UnaryOp",
                vec![
                    (
                        "op",
                        plain(match u.op {
                            ast::UnaryOp::Invert => "Invert",
                            ast::UnaryOp::Not => "Not",
                            ast::UnaryOp::UAdd => "UAdd",
                            ast::UnaryOp::USub => "USub",
                        }),
                    ),
                    ("operand", self.expr(&u.operand)),
                ],
            ),
            Expr::Lambda(l) => node(
                "Lambda",
                vec![
                    ("args", self.parameters(l.parameters.as_deref())),
                    ("body", self.expr(&l.body)),
                ],
            ),
            Expr::If(i) => node(
                "IfExp",
                vec![
                    ("test", self.expr(&i.test)),
                    ("body", self.expr(&i.body)),
                    ("orelse", self.expr(&i.orelse)),
                ],
            ),
            Expr::Dict(d) => node(
                "Dict",
                vec![
                    ("keys", self.list(&d.items, |i| self.maybe(i.key.as_ref()))),
                    ("values", self.list(&d.items, |i| self.expr(&i.value))),
                ],
            ),
            Expr::Set(s) => node("Set", vec![("elts", self.exprs(&s.elts))]),
            Expr::ListComp(c) => node(
                "ListComp",
                vec![
                    ("elt", self.expr(&c.elt)),
                    ("generators", self.comprehensions(&c.generators)),
                ],
            ),
            Expr::SetComp(c) => node(
                "SetComp",
                vec![
                    ("elt", self.expr(&c.elt)),
                    ("generators", self.comprehensions(&c.generators)),
                ],
            ),
            Expr::DictComp(c) => node(
                "DictComp",
                vec![
                    ("key", self.maybe(c.key.as_deref())),
                    ("value", self.expr(&c.value)),
                    ("generators", self.comprehensions(&c.generators)),
                ],
            ),
            Expr::Generator(c) => node(
                "GeneratorExp",
                vec![
                    ("elt", self.expr(&c.elt)),
                    ("generators", self.comprehensions(&c.generators)),
                ],
            ),
            Expr::Await(a) => node("Await", vec![("value", self.expr(&a.value))]),
            Expr::Yield(y) => node("Yield", vec![("value", self.maybe(y.value.as_deref()))]),
            Expr::YieldFrom(y) => node("YieldFrom", vec![("value", self.expr(&y.value))]),
            Expr::Compare(c) => node(
                "Compare",
                vec![
                    ("left", self.expr(&c.left)),
                    ("ops", self.list(&c.ops, |o| plain(comparison(*o)))),
                    ("comparators", self.exprs(&c.comparators)),
                ],
            ),
            Expr::Call(c) => node(
                "Call",
                vec![
                    ("func", self.expr(&c.func)),
                    (
                        "args",
                        self.list(&c.arguments.args, |a| match a {
                            // The parentheses of the call are those of the generator, too.
                            Expr::Generator(g) if !g.parenthesized => self.node(
                                "GeneratorExp",
                                c.arguments.range,
                                vec![
                                    ("elt", self.expr(&g.elt)),
                                    ("generators", self.comprehensions(&g.generators)),
                                ],
                            ),
                            a => self.expr(a),
                        }),
                    ),
                    ("keywords", self.keywords(&c.arguments.keywords)),
                ],
            ),
            Expr::FString(f) => {
                let mut values = Vec::new();
                for part in &f.value {
                    match part {
                        ast::FStringPart::Literal(s) => push_text(&mut values, s.range, &s.value),
                        ast::FStringPart::FString(f) => {
                            self.elements(&f.elements, false, &mut values)
                        }
                    }
                }
                node("JoinedStr", vec![("values", self.pieces(values))])
            }
            Expr::TString(t) => {
                let mut values = Vec::new();
                for part in &t.value {
                    self.elements(&part.elements, true, &mut values);
                }
                node("TemplateStr", vec![("values", self.pieces(values))])
            }
            Expr::StringLiteral(s) => {
                let unicode = s
                    .value
                    .iter()
                    .next()
                    .is_some_and(|p| p.flags.prefix().is_unicode());
                let kind = if unicode { text("u") } else { Value::Nothing };
                self.constant(s.range, Const::Str(Text::from(s.value.to_str())), kind)
            }
            Expr::BytesLiteral(b) => {
                let data: Vec<u8> = b.value.bytes().collect();
                self.constant(b.range, Const::Bytes(data.into()), Value::Nothing)
            }
            Expr::NumberLiteral(n) => {
                self.constant(n.range, self.number(n.range, &n.value), Value::Nothing)
            }
            Expr::BooleanLiteral(b) => {
                let value = if b.value { Const::True } else { Const::False };
                self.constant(b.range, value, Value::Nothing)
            }
            Expr::EllipsisLiteral(l) => self.constant(l.range, Const::Ellipsis, Value::Nothing),
            Expr::Attribute(a) => node(
                "Attribute",
                vec![
                    ("value", self.expr(&a.value)),
                    ("attr", text(&a.attr)),
                    ("ctx", context(a.ctx)),
                ],
            ),
            Expr::Subscript(s) => node(
                "Subscript",
                vec![
                    ("value", self.expr(&s.value)),
                    ("slice", self.expr(&s.slice)),
                    ("ctx", context(s.ctx)),
                ],
            ),
            Expr::Starred(s) => node(
                "Starred",
                vec![("value", self.expr(&s.value)), ("ctx", context(s.ctx))],
            ),
            Expr::Name(n) => node("Name", vec![("id", text(&n.id)), ("ctx", context(n.ctx))]),
            Expr::List(l) => node(
                "List",
                vec![("elts", self.exprs(&l.elts)), ("ctx", context(l.ctx))],
            ),
            Expr::Tuple(t) => node(
                "Tuple",
                vec![("elts", self.exprs(&t.elts)), ("ctx", context(t.ctx))],
            ),
            Expr::Slice(s) => node(
                "Slice",
                vec![
                    ("lower", self.maybe(s.lower.as_deref())),
                    ("upper", self.maybe(s.upper.as_deref())),
                    ("step", self.maybe(s.step.as_deref())),
                ],
            ),
            other => self.constant(other.range(), Const::None, Value::Nothing),
        }
    }

    /// The pieces of a string with fields as nodes.
    fn pieces(&self, pieces: Vec<Piece>) -> Value {
        self.list(pieces, |p| match p {
            Piece::Text(range, s) => self.node(
                "Constant",
                range,
                vec![("value", string(&s)), ("kind", Value::Nothing)],
            ),
            Piece::Field(v) => v,
        })
    }

    fn elements(
        &self,
        all: &ast::InterpolatedStringElements,
        template: bool,
        out: &mut Vec<Piece>,
    ) {
        for element in all.iter() {
            let i = match element {
                InterpolatedStringElement::Literal(l) => {
                    push_text(out, l.range, &l.value);
                    continue;
                }
                InterpolatedStringElement::Interpolation(i) => i,
            };
            let mut conversion = match i.conversion {
                ast::ConversionFlag::None => -1,
                ast::ConversionFlag::Str => 115,
                ast::ConversionFlag::Ascii => 97,
                ast::ConversionFlag::Repr => 114,
            };
            let (from, to) = (
                u32::from(i.expression.start()),
                u32::from(i.expression.end()),
            );
            let shown = self
                .source
                .get(from as usize..to as usize)
                .unwrap_or("")
                .to_owned();
            if let Some(debug) = &i.debug_text {
                let label = format!(
                    "{}{}{}",
                    debug.leading(),
                    debug.expression(),
                    debug.trailing()
                );
                let start = i.range.start() + TextSize::new(1);
                let end = i.expression.end() + TextSize::of(debug.trailing());
                push_text(out, TextRange::new(start, end), &label);
                if conversion == -1 && i.format_spec.is_none() {
                    conversion = 114;
                }
            }
            let spec = match &i.format_spec {
                None => Value::Nothing,
                Some(spec) => {
                    let mut values = Vec::new();
                    self.elements(&spec.elements, false, &mut values);
                    // The colon is part of the specifier's place.
                    let start = spec.range.start() - TextSize::new(1);
                    let range = TextRange::new(start, spec.range.end());
                    self.node("JoinedStr", range, vec![("values", self.pieces(values))])
                }
            };
            let mut fields = vec![("value", self.expr(&i.expression))];
            if template {
                fields.push(("str", string(&shown)));
            }
            fields.push(("conversion", Value::Int(conversion)));
            fields.push(("format_spec", spec));
            let class = if template {
                "Interpolation"
            } else {
                "FormattedValue"
            };
            out.push(Piece::Field(self.node(class, i.range, fields)));
        }
    }
}

/// A piece of a string with fields: literal text side by side becomes one.
enum Piece {
    Text(TextRange, String),
    Field(Value),
}

fn push_text(out: &mut Vec<Piece>, range: TextRange, s: &str) {
    if s.is_empty() {
        return;
    }
    if let Some(Piece::Text(known, text)) = out.last_mut() {
        text.push_str(s);
        *known = TextRange::new(known.start(), range.end());
        return;
    }
    out.push(Piece::Text(range, s.to_owned()));
}

fn operator(op: ast::Operator) -> &'static str {
    match op {
        ast::Operator::Add => "Add",
        ast::Operator::Sub => "Sub",
        ast::Operator::Mult => "Mult",
        ast::Operator::MatMult => "MatMult",
        ast::Operator::Div => "Div",
        ast::Operator::Mod => "Mod",
        ast::Operator::Pow => "Pow",
        ast::Operator::LShift => "LShift",
        ast::Operator::RShift => "RShift",
        ast::Operator::BitOr => "BitOr",
        ast::Operator::BitXor => "BitXor",
        ast::Operator::BitAnd => "BitAnd",
        ast::Operator::FloorDiv => "FloorDiv",
    }
}

fn comparison(op: ast::CmpOp) -> &'static str {
    match op {
        ast::CmpOp::Eq => "Eq",
        ast::CmpOp::NotEq => "NotEq",
        ast::CmpOp::Lt => "Lt",
        ast::CmpOp::LtE => "LtE",
        ast::CmpOp::Gt => "Gt",
        ast::CmpOp::GtE => "GtE",
        ast::CmpOp::Is => "Is",
        ast::CmpOp::IsNot => "IsNot",
        ast::CmpOp::In => "In",
        ast::CmpOp::NotIn => "NotIn",
    }
}
