"""A tokenizer and recursive-descent parser for arithmetic, one character at a time:
string indexing, character tests, small objects, recursive methods."""


class Lexer:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def tokens(self):
        text = self.text
        size = len(text)
        result = []
        while self.at < size:
            ch = text[self.at]
            if ch == " ":
                self.at += 1
            elif ch.isdigit():
                start = self.at
                while self.at < size and text[self.at].isdigit():
                    self.at += 1
                result.append(("number", int(text[start : self.at])))
            elif ch.isalpha() or ch == "_":
                start = self.at
                while self.at < size and (text[self.at].isalnum() or text[self.at] == "_"):
                    self.at += 1
                result.append(("name", text[start : self.at]))
            elif ch in "+-*/()":
                result.append(("op", ch))
                self.at += 1
            else:
                raise ValueError(f"unexpected {ch!r} at {self.at}")
        result.append(("end", ""))
        return result


class Parser:
    def __init__(self, tokens, names):
        self.tokens = tokens
        self.names = names
        self.at = 0

    def accept(self, symbols):
        kind, value = self.tokens[self.at]
        if kind == "op" and value in symbols:
            self.at += 1
            return value
        return None

    def expression(self):
        value = self.term()
        while True:
            op = self.accept("+-")
            if op is None:
                return value
            if op == "+":
                value += self.term()
            else:
                value -= self.term()

    def term(self):
        value = self.factor()
        while True:
            op = self.accept("*/")
            if op is None:
                return value
            if op == "*":
                value *= self.factor()
            else:
                value //= self.factor()

    def factor(self):
        kind, value = self.tokens[self.at]
        if self.accept("-"):
            return -self.factor()
        if self.accept("("):
            inner = self.expression()
            self.accept(")")
            return inner
        self.at += 1
        if kind == "number":
            return value
        return self.names[value]


def main(n):
    names = {"alpha": 3, "beta_2": 40, "gamma": -7}
    text = "12 + alpha * (beta_2 - 17) / 5 - -gamma * (1000 + 2 * (alpha + 8)) + 99"
    total = 0
    for i in range(n):
        names["alpha"] = i & 15
        total += Parser(Lexer(text).tokens(), names).expression()
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
