"""A counter object whose attributes are read and written in place: LOAD_ATTR and
STORE_ATTR of instances, and calls of small methods."""


class Account:
    bonus = 3

    def __init__(self):
        self.balance = 0
        self.deposits = 0
        self.withdrawals = 0
        self.largest = 0

    def deposit(self, amount):
        self.balance += amount
        self.deposits += 1
        if amount > self.largest:
            self.largest = amount

    def withdraw(self, amount):
        if self.balance >= amount + self.bonus:
            self.balance -= amount
            self.withdrawals += 1
            return True
        return False


def main(n):
    account = Account()
    refused = 0
    for i in range(n):
        account.deposit(i % 97)
        if not account.withdraw(i % 101):
            refused += 1
    return account.balance, account.deposits, account.withdrawals, account.largest, refused


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
