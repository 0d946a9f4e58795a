"""__del__ that runs, and one that fails, when the interpreter ends."""


class C:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("~" + self.name)
        if self.name == "bad":
            raise ValueError("at exit")

    def __repr__(self):
        return "<C>"


kept = C("kept")
bad = C("bad")
print("last line")
