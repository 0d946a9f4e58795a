"""A program: tokenizer, Pratt parser, compiler and stack machine of a small language, with closures of its own."""


class Token:
    __slots__ = ("kind", "text", "line")

    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line

    def __repr__(self):
        return f"{self.kind}:{self.text}"


class LangError(Exception):
    def __init__(self, message, line):
        super().__init__(f"line {line}: {message}")
        self.line = line


KEYWORDS = {"let", "fn", "if", "else", "while", "return", "print", "true", "false", "nil"}


def tokenize(source):
    line, i = 1, 0
    while i < len(source):
        c = source[i]
        if c == "\n":
            line += 1
            i += 1
        elif c.isspace():
            i += 1
        elif c == "#":
            while i < len(source) and source[i] != "\n":
                i += 1
        elif c.isdigit():
            j = i
            while j < len(source) and (source[j].isdigit() or source[j] == "."):
                j += 1
            yield Token("number", source[i:j], line)
            i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < len(source) and (source[j].isalnum() or source[j] == "_"):
                j += 1
            text = source[i:j]
            yield Token(text if text in KEYWORDS else "name", text, line)
            i = j
        elif c == '"':
            j = source.index('"', i + 1)
            yield Token("string", source[i + 1 : j], line)
            i = j + 1
        elif source[i : i + 2] in ("==", "!=", "<=", ">=", "&&", "||"):
            yield Token(source[i : i + 2], source[i : i + 2], line)
            i += 2
        elif c in "+-*/%<>=!(){},;[]":
            yield Token(c, c, line)
            i += 1
        else:
            raise LangError(f"unexpected {c!r}", line)
    yield Token("end", "", line)


class Parser:
    binding = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6, "(": 8, "[": 8}

    def __init__(self, source):
        self.tokens = list(tokenize(source))
        self.at = 0

    def peek(self):
        return self.tokens[self.at]

    def take(self, kind=None):
        token = self.tokens[self.at]
        if kind and token.kind != kind:
            raise LangError(f"expected {kind}, got {token.kind}", token.line)
        self.at += 1
        return token

    def accept(self, kind):
        if self.peek().kind == kind:
            return self.take()

    def program(self):
        out = []
        while not self.accept("end"):
            out.append(self.statement())
        return ("block", out)

    def block(self):
        self.take("{")
        out = []
        while not self.accept("}"):
            out.append(self.statement())
        return ("block", out)

    def statement(self):
        if self.accept("let"):
            name = self.take("name").text
            self.take("=")
            value = self.expression()
            self.take(";")
            return ("let", name, value)
        if self.accept("if"):
            test, then = self.expression(), self.block()
            other = None
            if self.accept("else"):
                other = self.statement() if self.peek().kind == "if" else self.block()
            return ("if", test, then, other)
        if self.accept("while"):
            return ("while", self.expression(), self.block())
        if self.accept("return"):
            value = ("nil",) if self.peek().kind == ";" else self.expression()
            self.take(";")
            return ("return", value)
        if self.accept("print"):
            value = self.expression()
            self.take(";")
            return ("print", value)
        expression = self.expression()
        if self.accept("="):
            value = self.expression()
            self.take(";")
            return ("set", expression, value)
        self.take(";")
        return ("expr", expression)

    def expression(self, minimum=0):
        left = self.prefix()
        while (power := self.binding.get(self.peek().kind, 0)) > minimum:
            op = self.take()
            if op.kind == "(":
                args = []
                while not self.accept(")"):
                    args.append(self.expression())
                    if not self.accept(","):
                        self.take(")")
                        break
                left = ("call", left, args, op.line)
            elif op.kind == "[":
                left = ("index", left, self.expression())
                self.take("]")
            else:
                left = (op.kind, left, self.expression(power))
        return left

    def prefix(self):
        token = self.take()
        match_kind = token.kind
        if match_kind == "number":
            return ("const", float(token.text) if "." in token.text else int(token.text))
        if match_kind == "string":
            return ("const", token.text)
        if match_kind in ("true", "false", "nil"):
            return ("const", {"true": True, "false": False, "nil": None}[match_kind])
        if match_kind == "name":
            return ("name", token.text, token.line)
        if match_kind == "(":
            inner = self.expression()
            self.take(")")
            return inner
        if match_kind == "[":
            items = []
            while not self.accept("]"):
                items.append(self.expression())
                self.accept(",")
            return ("list", items)
        if match_kind in "-!":
            return ("neg" if match_kind == "-" else "not", self.expression(7))
        if match_kind == "fn":
            self.take("(")
            names = []
            while not self.accept(")"):
                names.append(self.take("name").text)
                self.accept(",")
            return ("fn", names, self.block())
        raise LangError(f"unexpected {token.text!r}", token.line)


class Return(Exception):
    def __init__(self, value):
        self.value = value


class Scope(dict):
    def __init__(self, outer=None, **names):
        super().__init__(**names)
        self.outer = outer

    def __missing__(self, name):
        if self.outer is None:
            raise KeyError(name)
        return self.outer[name]

    def assign(self, name, value):
        scope = self
        while scope is not None:
            if name in scope:
                scope[name] = value
                return
            scope = scope.outer
        raise KeyError(name)


class Machine:
    operators = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "%": lambda a, b: a % b,
        "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    }

    def __init__(self):
        self.globals = Scope(len=len, str=str, push=lambda l, x: l.append(x))
        self.output = []
        self.steps = 0

    def run(self, source):
        try:
            self.exec(Parser(source).program(), self.globals)
        except LangError as e:
            self.output.append(f"error: {e}")
        except Return as r:
            self.output.append(f"returned {r.value}")
        return self.output

    def exec(self, node, scope):
        self.steps += 1
        getattr(self, "do_" + node[0])(node, scope)

    def do_block(self, node, scope):
        for statement in node[1]:
            self.exec(statement, scope)

    def do_let(self, node, scope):
        scope[node[1]] = self.eval(node[2], scope)

    def do_if(self, node, scope):
        if self.eval(node[1], scope):
            self.exec(node[2], Scope(scope))
        elif node[3]:
            self.exec(node[3], Scope(scope))

    def do_while(self, node, scope):
        while self.eval(node[1], scope):
            self.exec(node[2], Scope(scope))

    def do_return(self, node, scope):
        raise Return(self.eval(node[1], scope))

    def do_print(self, node, scope):
        self.output.append(str(self.eval(node[1], scope)))

    def do_expr(self, node, scope):
        self.eval(node[1], scope)

    def do_set(self, node, scope):
        target = node[1]
        value = self.eval(node[2], scope)
        if target[0] == "name":
            try:
                scope.assign(target[1], value)
            except KeyError as e:
                raise LangError(f"assignment to undefined {e.args[0]}", target[2]) from None
        else:
            self.eval(target[1], scope)[self.eval(target[2], scope)] = value

    def eval(self, node, scope):
        self.steps += 1
        kind = node[0]
        if kind == "const":
            return node[1]
        if kind == "name":
            try:
                return scope[node[1]]
            except KeyError:
                raise LangError(f"undefined {node[1]}", node[2])
        if kind in self.operators:
            return self.operators[kind](self.eval(node[1], scope), self.eval(node[2], scope))
        if kind == "&&":
            return self.eval(node[1], scope) and self.eval(node[2], scope)
        if kind == "||":
            return self.eval(node[1], scope) or self.eval(node[2], scope)
        if kind == "neg":
            return -self.eval(node[1], scope)
        if kind == "not":
            return not self.eval(node[1], scope)
        if kind == "list":
            return [self.eval(n, scope) for n in node[1]]
        if kind == "index":
            return self.eval(node[1], scope)[self.eval(node[2], scope)]
        if kind == "fn":
            names, body = node[1:]

            def function(*args):
                inner = Scope(scope, **dict(zip(names, args, strict=True)))
                try:
                    self.exec(body, inner)
                except Return as r:
                    return r.value

            return function
        if kind == "call":
            f = self.eval(node[1], scope)
            args = [self.eval(a, scope) for a in node[2]]
            try:
                return f(*args)
            except TypeError as e:
                raise LangError(f"bad call: {type(f).__name__}", node[3]) from e
            except ValueError:
                raise LangError(f"wrong number of arguments: {len(args)}", node[3])
        return None


programs = [
    "print 1 + 2 * 3 - 4 / 2; print (1 + 2) * 3; print -2 * -3; print 7 % 3 == 1 && !false;",
    'let fib = fn(n) { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); }; let i = 0; while i < 15 { print fib(i); i = i + 1; }',
    'let counter = fn() { let n = 0; return fn() { n = n + 1; return n; }; }; let a = counter(); let b = counter(); a(); a(); print a(); print b();',
    'let l = []; let i = 0; while i < 10 { push(l, i * i); i = i + 1; } print l; l[3] = "changed"; print l[3] + "!"; print len(l);',
    'let compose = fn(f, g) { return fn(x) { return g(f(x)); }; }; let inc = fn(x) { return x + 1; }; print compose(inc, compose(inc, str))(5) + "s";',
    'let s = ""; let n = 27; let steps = 0; while n != 1 { if n % 2 == 0 { n = n / 2; } else { n = 3 * n + 1; } steps = steps + 1; } print steps; print n;',
    "print undefined_name;", "let x = 1;\nlet y = ;", "y = 5;", "let f = fn(a, b) { return a; };\n\nf(1);", 'print 5("x");', "return 42;", "let x = $;",
    "let sieve = fn(n) { let flags = []; let i = 0; while i <= n { push(flags, true); i = i + 1; } let p = 2; while p * p <= n { if flags[p] { let k = p * p; while k <= n { flags[k] = false; k = k + p; } } p = p + 1; } "
    "let out = []; p = 2; while p <= n { if flags[p] { push(out, p); } p = p + 1; } return out; }; print sieve(60);",
    'let ack = fn(m, n) { if m == 0 { return n + 1; } if n == 0 { return ack(m - 1, 1); } return ack(m - 1, ack(m, n - 1)); }; print ack(2, 3); # comment\nprint "done";',
]
for source in programs:
    m = Machine()
    print(m.run(source), m.steps)
