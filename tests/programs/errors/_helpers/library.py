def call(f, *args):
    return f(*args)


class Lib:
    def run(self, f):
        return [call(f, i) for i in range(3)]
