"""Square-and-multiply powers and Miller-Rabin in pure Python, products near 62 bits:
small-int multiplication and remainder close to the overflow border."""

WITNESSES = (2, 3, 5, 7)


def power(base, exponent, modulus):
    result = 1
    base %= modulus
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def is_prime(number):
    for witness in WITNESSES:
        if number % witness == 0:
            return number == witness
    odd = number - 1
    twos = 0
    while odd & 1 == 0:
        odd >>= 1
        twos += 1
    for witness in WITNESSES:
        x = power(witness, odd, number)
        if x == 1 or x == number - 1:
            continue
        for _ in range(twos - 1):
            x = x * x % number
            if x == number - 1:
                break
        else:
            return False
    return True


def main(n):
    found = 0
    last = 0
    for offset in range(n):
        candidate = 2_000_000_011 + 2 * offset
        if is_prime(candidate):
            found += 1
            last = candidate
    return found, last


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
