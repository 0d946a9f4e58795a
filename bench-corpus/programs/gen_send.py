"""Generators as coroutines of old: values sent in, `throw` and `close`, a round robin
of averagers, try/finally inside generators."""


class Reset(Exception):
    pass


def averager(log):
    total = count = average = 0
    try:
        while True:
            try:
                value = yield average
            except Reset:
                total = count = 0
                average = -1
                continue
            total += value
            count += 1
            average = total // count
    finally:
        log.append(count)


def main(n):
    check = 0
    log = []
    for i in range(n):
        workers = [averager(log) for _ in range(3)]
        for worker in workers:
            next(worker)
        for value in range(24):
            check += workers[value % 3].send(value * i & 255)
        check += workers[0].throw(Reset())
        check += workers[0].send(5)
        for worker in workers:
            worker.close()
    return check, sum(log)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
