"""A list of a few hundred instances filtered, grouped and sorted by attribute keys:
the shape of everyday programs over records."""


class Employee:
    def __init__(self, number, department, salary, years):
        self.number = number
        self.department = department
        self.salary = salary
        self.years = years

    def raise_pay(self):
        self.salary += self.years * 10

    def sort_key(self):
        return -self.salary, self.number


def make_staff(count):
    seed = 99
    staff = []
    for number in range(count):
        seed = (seed * 69069 + 5) & 0xFFFFFFFF
        salary = 2000 + (seed >> 12) % 3000
        staff.append(Employee(number, (seed >> 8) % 6, salary, (seed >> 20) % 30))
    return staff


def main(n):
    staff = make_staff(200)
    check = 0
    for _ in range(n):
        by_department = {}
        for employee in staff:
            if employee.years > 2:
                employee.raise_pay()
            by_department.setdefault(employee.department, []).append(employee)
        for department in sorted(by_department):
            members = by_department[department]
            members.sort(key=Employee.sort_key)
            check = (check * 31 + members[0].number + members[-1].salary) % 1_000_000_007
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
