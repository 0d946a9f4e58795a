"""join, split, replace, strip, find, startswith, upper, partition and count on lines
of text: native string methods on short strings."""


def main(n):
    record = "  id={0}; name=Item-{0}; tags=red,green,blue,red; note=a quick note  "
    check = 0
    for i in range(n):
        line = record.replace("{0}", str(i))
        fields = {}
        for part in line.strip().split("; "):
            key, _, value = part.partition("=")
            fields[key] = value
        tags = fields["tags"].split(",")
        check += tags.count("red") + len(",".join(tags))
        if fields["name"].startswith("Item-") and fields["name"].endswith("7"):
            check += 10
        check += fields["note"].upper().find("NOTE")
        check += len(fields["note"].title().swapcase().center(20, "*").lstrip("*"))
        check += int(fields["id"]) & 3
        if fields["id"].isdigit() and "quick" in line:
            check += line.rfind("=")
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
