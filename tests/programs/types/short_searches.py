"""Searches in short texts, with every place that a needle may have."""
texts = ["", "a", "ab", "aab", "abab", "ababb" * 3, "x" * 31 + "ab", "x" * 32 + "ab", "a" * 33, "a" * 34 + "b", "aXbaXXb" * 6]
needles = ["ab", "aa", "aab", "abb", "bb", "aXb", "Xab", "a" * 31, "a" * 33, "a" * 34, "aXbaXXbaXbaXXb"]
for text in texts:
    for needle in needles:
        places = [i for i in range(len(text)) if text[i : i + len(needle)] == needle]
        first = places[0] if places else -1
        assert text.find(needle) == first, (text, needle)
        assert (needle in text) == bool(places)
        assert text.encode().find(needle.encode()) == first
        assert (needle.encode() in bytearray(text, "ascii")) == bool(places)
        for start in range(0, len(text), 5):
            for end in (start, start + 3, len(text) - 1, len(text)):
                want = [i for i in places if start <= i and i + len(needle) <= end]
                assert text.find(needle, start, end) == (want[0] if want else -1), (text, needle, start, end)
print("all found")
print("%(asctime)s %(message)s".find("%(message)"), "é%(x)é".find("x)é"), "ab€ab".find("b€"), "\0\0".find("\0\0"))
