"""Regular expressions over str and bytes: a literal."""

import re

TEXT = (
    "2024-01-15 12:30:45 INFO server[1234]: GET /index.html?user=alice&id=42 HTTP/1.1 200 1024 "
    "mail bob@example.com or carol.smith@test.org; the the cat sat on on the mat. <b>bold</b><i>it</i> 'quoted' \"text\" "
) * 8

PATTERN = r"""HTTP/1.1"""


def main(n):
    text, data = TEXT, TEXT.encode()
    strs, bytes_ = re.compile(PATTERN), re.compile(PATTERN.encode())
    total = 0
    for _ in range(n):
        total += len(strs.findall(text)) + len(bytes_.findall(data)) + len(strs.sub("", text))
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
