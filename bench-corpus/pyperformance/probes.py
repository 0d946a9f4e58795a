"""What scripts of pyperformance compute, in small: so that every interpreter can be asked whether it computes the same.

Most scripts throw away what they compute, or keep it to themselves. A probe calls the script's own functions with
little to do and shows the outcome; answers.json has what CPython 3.14 shows (make.py makes it).
"""

import os


class Scratch:
    """A file for scripts that write their picture into one, gone afterwards."""

    def __enter__(self):
        import tempfile

        number, self.path = tempfile.mkstemp()
        os.close(number)
        return self

    def __exit__(self, *_):
        os.unlink(self.path)

    def shown(self):
        with open(self.path, "rb") as file:
            return digest(file.read())


def digest(data):
    """Length and checksum of bytes, computed without a module that might be what is tested."""
    value = 0
    for byte in data:
        value = (value * 1_000_003 + byte) % (2**61 - 1)
    return f"{len(data)} bytes, checksum {value:x}"


def in_short(value):
    text = repr(value)
    return text if len(text) <= 200 else digest(text.encode("utf-8", "backslashreplace"))


def shown_value(value):
    """What a benchmark's function returned, unless it was nothing."""
    return "" if value is None else ": " + in_short(value)


def probe(name, main, scratch):
    """Lines that say what the script computes; none where there is no probe for it."""
    found = globals().get("probe_" + name)
    return ["computed " + in_short(value) for value in found(main, scratch)] if found else []


def probe_barnes_hut(main, scratch):
    particles = main.create_deterministic_galaxy(20, 50.0, 50.0)
    yield main.calculate_system_energy(particles)
    for _ in range(5):
        main.advance_system(particles, 0.5, main.TIME_STEP, 100.0, 100.0)
    yield main.calculate_system_energy(particles)


def probe_base64(main, scratch):
    base64 = main.base64
    data = bytes(range(256)) + main.DATA_SMALL
    for way in ("b64", "urlsafe_b64", "b32", "b16", "a85", "b85"):
        coded = getattr(base64, way + "encode")(data)
        yield way, coded, getattr(base64, way + "decode")(coded) == data


def probe_bpe_tokeniser(main, scratch):
    text = "the cat sat on the mat, and the other cat sat on the hat; that is that.\n" * 3
    pattern = r" ?[a-zA-Z]+| ?[^\sa-zA-Z]+|\s+"
    encoding = main.SimpleBytePairEncoding.train(text, vocab_size=265, pat_str=pattern)
    yield list(encoding.mergeable_ranks)[256:]
    tokens = encoding.encode(text)
    yield tokens
    yield encoding.decode(tokens) == text


def probe_chaos(main, scratch):
    yield scratch.shown()


def probe_comprehensions(main, scratch):
    tray = main.WidgetTray(1, main.make_some_widgets())
    yield [widget.widget_id for widget in tray.sorted_widgets]


def probe_coroutines(main, scratch):
    coroutine = main.fibonacci(15)
    try:
        coroutine.send(None)
    except StopIteration as end:
        yield end.value


def probe_crypto_pyaes(main, scratch):
    yield main.pyaes.AESModeOfOperationCTR(main.KEY).encrypt(main.CLEARTEXT[:1000])


def probe_deepcopy(main, scratch):
    inner = [1, (2, "three")]
    data = {"a": (inner, inner), "b": [inner], "c": main.A("hello", [1, 2, 3], True)}
    copied = main.copy.deepcopy(data)
    yield copied
    first, second = copied["a"]
    yield first is second is copied["b"][0], first is inner, copied["a"][0][1] is inner[1]


def probe_deltablue(main, scratch):
    # Both print what fails.
    main.chain_test(12)
    main.projection_test(12)
    yield len(main.planner.__dict__), main.planner.current_mark


def probe_fannkuch(main, scratch):
    yield [main.fannkuch(n) for n in range(2, 8)]


def probe_float(main, scratch):
    yield main.benchmark(100)


def probe_gc_collect(main, scratch):
    main.gc.collect()
    main.create_gc_cycles(5, 4)
    yield main.gc.collect() >= 25


def probe_gc_traversal(main, scratch):
    containers = main.create_recursive_containers(20)
    yield main.gc.collect(), len(containers), len(containers[0])


def probe_generators(main, scratch):
    yield list(main.tree(range(20)))


def probe_go(main, scratch):
    board = main.Board()
    main.random.seed(3)
    for _ in range(20):
        board.move(board.random_move())
    yield repr(board), board.history


def probe_hexiom(main, scratch):
    board, _ = main.LEVELS[10]
    stream = main.io.StringIO()
    main.solve_file(board.strip(), main.Done.FIRST_STRATEGY, main.DESCENDING, stream)
    yield stream.getvalue()


def probe_json_dumps(main, scratch):
    for case in main.CASES:
        yield main.json.dumps(getattr(main, case)[0])


def probe_json_loads(main, scratch):
    for text in main.objs:
        yield main.json.loads(text)


def probe_logging(main, scratch):
    main.bench_simple_output(2, main.logger, main.stream)
    yield main.stream.getvalue()
    main.bench_formatted_output(2, main.logger, main.stream)
    yield main.stream.getvalue()
    main.bench_silent(2, main.logger, main.stream)
    yield main.stream.getvalue()


def probe_mdp(main, scratch):
    yield main.Battle().evaluate(0.4)


def probe_meteor_contest(main, scratch):
    board, cti, pieces = main.get_puzzle(main.WIDTH, main.HEIGHT)
    yield [sorted(map(sorted, footprint)) for footprint in main.get_footprints(board, cti, pieces)[0]]
    yield main.SOLUTIONS


def probe_nbody(main, scratch):
    yield main.report_energy()


def probe_nqueens(main, scratch):
    yield list(main.n_queens(6))


def probe_pickle_pure_python(main, scratch):
    for value in main.DICT, main.TUPLE, main.DICT_GROUP:
        for protocol in 0, 2, main.options.protocol:
            yield main.pickle.dumps(value, protocol)


def probe_unpickle_pure_python(main, scratch):
    for value in main.DICT, main.TUPLE, main.DICT_GROUP:
        for protocol in 0, 2, main.options.protocol:
            yield main.pickle.loads(main.pickle.dumps(value, protocol))


def probe_pidigits(main, scratch):
    yield "".join(map(str, main.calc_ndigits(60)))


def probe_pprint(main, scratch):
    for width in 20, 40, 80:
        yield main.PrettyPrinter(width=width).pformat(main.printable[:5])


def probe_pyflate(main, scratch):
    # The script compares the checksum of what it unpacks itself.
    yield [main.reverse_bits(value, 7) for value in range(16)]


def probe_raytrace(main, scratch):
    yield scratch.shown()


def probe_regex_compile(main, scratch):
    import re
    from re import _compiler, _parser

    texts = dict.fromkeys(pair for pair in main.regexes if isinstance(pair[0], str))
    yield len(main.regexes), len(texts)
    yield [(re.compile(*one).groups, _compiler._code(_parser.parse(*one), one[1])) for one in texts]


def probe_richards(main, scratch):
    yield main.Richards().run(1), main.taskWorkArea.holdCount, main.taskWorkArea.qpktCount


probe_richards_super = probe_richards


def probe_scimark(main, scratch):
    matrix = main.Random(7).RandomMatrix(main.ArrayList(6, 6))
    lower = main.ArrayList(6, 6)
    pivot = main.array("i", [0]) * 6
    main.LU(lower, matrix, pivot)
    yield list(pivot), [list(row) for row in lower.data]
    vector = main.Random(7).RandomVector(32)
    main.FFT_transform(32, vector)
    yield list(vector)
    main.FFT_inverse(32, vector)
    yield list(vector)
    yield main.MonteCarlo(500)
    grid = main.Array2D(8, 8)
    for x, y in grid.indexes():
        grid[x, y] = x * 3 - y
    main.SOR_execute(1.25, grid, 5, main.Array2D)
    yield list(grid.data)


def probe_spectral_norm(main, scratch):
    u = [1] * 12
    for _ in range(10):
        v = main.eval_AtA_times_u(u)
        u = main.eval_AtA_times_u(v)
    yield sum(a * b for a, b in zip(u, v)) / sum(b * b for b in v)


def probe_telco(main, scratch):
    sums = []
    # The script prints every sum, and throws away where to.
    main.print = lambda value, file: sums.append(str(value))
    main.bench_telco(1, main.filename)
    yield len(sums), sums[:3], sums[-3:]
    yield " ".join(sums)


def probe_tomli_loads(main, scratch):
    loaded = repr(main.tomli.loads(main.DATA_FILE.read_text("utf-8")))
    # Of 17 million characters, some.
    yield len(loaded), loaded[::1009]


def probe_typing_runtime_protocols(main, scratch):
    protocols = [value for value in vars(main).values() if getattr(value, "_is_runtime_protocol", False)]
    classes = [value for value in vars(main).values() if isinstance(value, type) and value not in protocols]
    for protocol in protocols:
        yield protocol.__name__, [one.__name__ for one in classes if isinstance(one(), protocol)]


def probe_unpack_sequence(main, scratch):
    # Nothing is computed; that it runs is all there is to see.
    yield sorted(main.benchmarks)
