"""A state machine that accepts number literals, driven by a long if/elif chain:
branches that no predictor knows beforehand, many compares with small ints."""

START, SIGN, DIGITS, POINT, FRACTION, EXPONENT, EXP_DIGITS, REJECT = range(8)


def make_input(length):
    # Classes of characters: 0 digit, 1 sign, 2 point, 3 exponent letter, 4 blank.
    seed = 12345
    symbols = []
    for _ in range(length):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        draw = (seed >> 16) % 16
        if draw < 9:
            symbols.append(0)
        elif draw < 10:
            symbols.append(1)
        elif draw < 12:
            symbols.append(2)
        elif draw < 13:
            symbols.append(3)
        else:
            symbols.append(4)
    return symbols


def run(symbols):
    state = START
    accepted = rejected = 0
    for symbol in symbols:
        if symbol == 4:
            if state == DIGITS or state == FRACTION or state == EXP_DIGITS:
                accepted += 1
            elif state != START:
                rejected += 1
            state = START
        elif state == START:
            if symbol == 0:
                state = DIGITS
            elif symbol == 1:
                state = SIGN
            elif symbol == 2:
                state = POINT
            else:
                state = REJECT
        elif state == SIGN:
            if symbol == 0:
                state = DIGITS
            elif symbol == 2:
                state = POINT
            else:
                state = REJECT
        elif state == DIGITS:
            if symbol == 2:
                state = FRACTION
            elif symbol == 3:
                state = EXPONENT
            elif symbol != 0:
                state = REJECT
        elif state == POINT:
            if symbol == 0:
                state = FRACTION
            else:
                state = REJECT
        elif state == FRACTION:
            if symbol == 3:
                state = EXPONENT
            elif symbol != 0:
                state = REJECT
        elif state == EXPONENT:
            if symbol == 0 or symbol == 1:
                state = EXP_DIGITS
            else:
                state = REJECT
        elif state == EXP_DIGITS:
            if symbol != 0:
                state = REJECT
    return accepted, rejected


def main(n):
    symbols = make_input(500)
    accepted = rejected = 0
    for _ in range(n):
        yes, no = run(symbols)
        accepted += yes
        rejected += no
    return accepted, rejected


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
