"""Strings grown by `+=`, repeated, sliced, indexed and compared: concatenation and
the one-character paths."""


def caesar(text, shift):
    out = ""
    for ch in text:
        if "a" <= ch <= "z":
            out += chr((ord(ch) - 97 + shift) % 26 + 97)
        else:
            out += ch
    return out


def is_palindrome(text):
    i = 0
    j = len(text) - 1
    while i < j:
        if text[i] != text[j]:
            return False
        i += 1
        j -= 1
    return True


def main(n):
    text = "the quick brown fox jumps over the lazy dog"
    check = 0
    for i in range(n):
        text = caesar(text, i % 25 + 1)
        line = "[" + text[:8] + "|" + text[-8:] + "]" + "-" * (i % 9)
        check += len(line) + ord(text[i % len(text)])
        if is_palindrome(text[:6] + text[5::-1]):
            check += 1
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
