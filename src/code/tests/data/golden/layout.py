# Positions that need every form of line table entry: far columns, far lines, spans over many lines.
def far_columns(a):
    x = a.attribute_number_0 + a.attribute_number_1 + a.attribute_number_2 + a.attribute_number_3 + a.attribute_number_4 + a.attribute_number_5 + a.attribute_number_6 + a.attribute_number_7 + a.attribute_number_8 + a.attribute_number_9 + a.attribute_number_10 + a.attribute_number_11
    pass;                                                                                                                                   a.b(c=a, d=(a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, ))
    return (                                        a                                                                                                                                                                                                        .b)


def far_lines(a):
    first = a






































































    second = a(
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        # filler
        a,












































































































































        b=[x for x in a









           if x
           if not x],
    )












































































































































































































































































































    return (second
            .method(first)
            .other(
                first,
            ))


def one_line(a): return [b for b in a if b], lambda: a, (yield)


def unicode_columns(größe, ß="ü€😀"): return größe.ä + ß.ö(größe, "€€€") if größe else (ß)


def backwards(a):
    for b in (a




















              ): a(b); b(a)
    while (a
           and b):
        try: a()
        finally: b()
    with a(1) as c, b(
        2) as d:
        return c, d
