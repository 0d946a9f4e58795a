"""re: possessive repetitions of what matches nothing come to an end."""

import re

for pattern, text in [(r"()*+a", "a"), (r"(b?)*+a", "bba"), (r"(?:)*+a", "a"), (r"(){2,}+a", "a"), (r"(a|)*+", "aab"), (r"((?=a))*+a", "a"), (r"(b*)++c", "bbc"), (r"(?>()*+)a", "ba"), (r"(?:(a)|b?)*+", "abab"), (r"(x?){3,5}+y", "xxy")]:
    for search in [re.match, re.search, re.fullmatch]:
        m = search(pattern, text)
        print(pattern, text, search.__name__, m and (m.span(), m.groups()))
