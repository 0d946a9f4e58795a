"""A toy stack machine interpreted in Python: an interpreter's own dispatch, with
list pushes and pops, tuple unpacking and an if/elif chain over opcode numbers."""

PUSH, LOAD, STORE, ADD, SUB, MUL, LESS, JUMP_IF_FALSE, JUMP, HALT = range(10)

# total = 0; i = 0; while i < limit: total = total + i * i - 3; i = i + 1
PROGRAM = [
    (PUSH, 0),
    (STORE, 0),
    (PUSH, 0),
    (STORE, 1),
    (LOAD, 1),
    (LOAD, 2),
    (LESS, 0),
    (JUMP_IF_FALSE, 21),
    (LOAD, 0),
    (LOAD, 1),
    (LOAD, 1),
    (MUL, 0),
    (ADD, 0),
    (PUSH, 3),
    (SUB, 0),
    (STORE, 0),
    (LOAD, 1),
    (PUSH, 1),
    (ADD, 0),
    (STORE, 1),
    (JUMP, 4),
    (HALT, 0),
]


def execute(program, limit):
    variables = [0, 0, limit]
    stack = []
    push = stack.append
    pop = stack.pop
    pc = 0
    while True:
        op, arg = program[pc]
        pc += 1
        if op == PUSH:
            push(arg)
        elif op == LOAD:
            push(variables[arg])
        elif op == STORE:
            variables[arg] = pop()
        elif op == ADD:
            right = pop()
            push(pop() + right)
        elif op == SUB:
            right = pop()
            push(pop() - right)
        elif op == MUL:
            right = pop()
            push(pop() * right)
        elif op == LESS:
            right = pop()
            push(pop() < right)
        elif op == JUMP_IF_FALSE:
            if not pop():
                pc = arg
        elif op == JUMP:
            pc = arg
        else:
            return variables[0]


def main(n):
    return execute(PROGRAM, n)


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
