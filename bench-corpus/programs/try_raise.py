"""Exceptions raised, caught, matched against several classes, re-raised, chained and
passed through `finally`, from builtins and across calls: the unwinding paths."""


class ParseError(ValueError):
    def __init__(self, text, position):
        super().__init__(text, position)
        self.position = position


def parse_digit(text, position):
    ch = text[position]
    if not "0" <= ch <= "9":
        raise ParseError(text, position)
    return ord(ch) - 48


def parse(text, position):
    try:
        return parse_digit(text, position)
    except IndexError:
        return -1


def guarded(table, key, log):
    try:
        try:
            return table[key]
        finally:
            log[0] += 1
    except KeyError as missing:
        raise LookupError(key) from missing


def main(n):
    table = {0: 10, 2: 20}
    text = "12x4?"
    log = [0]
    total = 0
    for i in range(n):
        try:
            total += parse(text, i % 7)
        except ParseError as error:
            total += error.position
        try:
            total += guarded(table, i & 3, log)
        except (TypeError, LookupError) as error:
            if error.__cause__ is not None:
                total += 1
        try:
            total += 100 // (i % 4)
        except ZeroDivisionError:
            total -= 1
    return total, log[0]


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
