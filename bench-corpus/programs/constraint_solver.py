"""An incremental solver for one-way constraints of different strength: when a variable
is edited, the plan of methods that depend on it is extracted and executed, when a
constraint comes or goes, who determines what is decided anew. Polymorphic methods,
attribute traffic, lists as worklists."""

REQUIRED, STRONG, MEDIUM, WEAK = range(4)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = WEAK + 1
        self.mark = 0


class Constraint:
    """Determines one of its variables from the others when it is enforced."""

    def __init__(self, strength, variables):
        self.strength = strength
        self.variables = variables
        self.output = None

    def candidates(self):
        return self.variables

    def inputs(self):
        return [v for v in self.variables if v is not self.output]

    def execute(self):
        raise NotImplementedError

    def weakest_input(self):
        weakest = self.strength
        for variable in self.variables:
            if variable is not self.output and variable.strength > weakest:
                weakest = variable.strength
        return weakest


class Stay(Constraint):
    """Keeps a variable as it is."""

    def __init__(self, strength, variable):
        super().__init__(strength, [variable])

    def execute(self):
        pass


class Edit(Stay):
    """Lets the outside set a variable."""


class Equal(Constraint):
    def __init__(self, strength, a, b):
        super().__init__(strength, [a, b])

    def execute(self):
        a, b = self.variables
        if self.output is a:
            a.value = b.value
        else:
            b.value = a.value


class Scale(Constraint):
    """target = source * factor + offset, solvable for either of the first two."""

    def __init__(self, strength, source, target, factor, offset):
        super().__init__(strength, [source, target, factor, offset])

    def candidates(self):
        return self.variables[:2]

    def execute(self):
        source, target, factor, offset = self.variables
        if self.output is target:
            target.value = source.value * factor.value + offset.value
        else:
            source.value = (target.value - offset.value) // factor.value


class Solver:
    def __init__(self):
        self.mark = 0
        self.enforced = 0

    def add(self, constraint):
        for variable in constraint.variables:
            variable.constraints.append(constraint)
        overridden = self.enforce(constraint)
        while overridden is not None:
            overridden = self.enforce(overridden)

    def remove(self, constraint):
        for variable in constraint.variables:
            variable.constraints.remove(constraint)
        output = constraint.output
        if output is None:
            return
        constraint.output = None
        output.determined_by = None
        output.strength = WEAK + 1
        self.propagate(output)
        waiting = self.unenforced_near(output)
        for strength in range(REQUIRED, WEAK + 1):
            for other in waiting:
                if other.strength == strength and other.output is None:
                    self.add_again(other)

    def add_again(self, constraint):
        overridden = self.enforce(constraint)
        while overridden is not None:
            overridden = self.enforce(overridden)

    def enforce(self, constraint):
        """Chooses the weakest variable as output; returns the constraint it displaced."""
        chosen = None
        weakest = constraint.strength
        for variable in constraint.candidates():
            if variable.strength > weakest:
                chosen = variable
                weakest = variable.strength
        if chosen is None:
            return None
        displaced = chosen.determined_by
        if displaced is not None:
            displaced.output = None
        constraint.output = chosen
        chosen.determined_by = constraint
        chosen.strength = constraint.strength
        self.enforced += 1
        self.propagate(chosen)
        return displaced

    def propagate(self, start):
        for constraint in self.plan(start):
            output = constraint.output
            output.strength = constraint.weakest_input()
            constraint.execute()

    def plan(self, start):
        """Enforced constraints downstream of `start`, each after the one that feeds it."""
        self.mark += 1
        mark = self.mark
        start.mark = mark
        order = []
        work = [start]
        if start.determined_by is not None:
            order.append(start.determined_by)
        while work:
            variable = work.pop()
            for constraint in variable.constraints:
                output = constraint.output
                if output is None or output is variable or output.mark == mark:
                    continue
                output.mark = mark
                order.append(constraint)
                work.append(output)
        return order

    def unenforced_near(self, start):
        self.mark += 1
        mark = self.mark
        start.mark = mark
        found = []
        work = [start]
        while work:
            variable = work.pop()
            for constraint in variable.constraints:
                if constraint.output is None:
                    if constraint not in found:
                        found.append(constraint)
                elif constraint.output.mark != mark:
                    constraint.output.mark = mark
                    work.append(constraint.output)
        return found


def chain(solver, length):
    variables = [Variable(f"v{i}") for i in range(length)]
    for a, b in zip(variables, variables[1:]):
        solver.add(Equal(REQUIRED, a, b))
    solver.add(Stay(MEDIUM, variables[-1]))
    return variables


def projection(solver, size):
    factor = Variable("factor", 10)
    offset = Variable("offset", 1000)
    solver.add(Stay(STRONG, factor))
    solver.add(Stay(STRONG, offset))
    pairs = []
    for i in range(size):
        source = Variable(f"s{i}", i)
        target = Variable(f"t{i}", i)
        solver.add(Stay(MEDIUM, source))
        solver.add(Scale(REQUIRED, source, target, factor, offset))
        pairs.append((source, target))
    return factor, offset, pairs


def change(solver, variable, value):
    edit = Edit(STRONG, variable)
    solver.add(edit)
    if edit.output is variable:
        variable.value = value
        plan = solver.plan(variable)
        for constraint in plan:
            constraint.execute()
    solver.remove(edit)


def main(n):
    solver = Solver()
    check = 0
    for round_number in range(n):
        variables = chain(solver, 20)
        change(solver, variables[0], round_number)
        check += variables[-1].value
        factor, offset, pairs = projection(solver, 10)
        change(solver, pairs[3][0], 17)
        check += pairs[3][1].value
        change(solver, pairs[5][1], 1050 + round_number)
        check += pairs[5][0].value
        solver.remove(factor.determined_by)
        change(solver, factor, 5)
        solver.remove(offset.determined_by)
        change(solver, offset, 2000)
        for source, target in pairs:
            check += source.value + target.value
    return check, solver.enforced


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
