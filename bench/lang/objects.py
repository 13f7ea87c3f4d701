# Classes: a small bank with inheritance, properties, operators and slots.
class Account:
    interest = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount < 0:
            raise ValueError(amount)
        self._balance += amount
        return self

    def month(self):
        return self.deposit(self._balance * self.interest // 1000)


class Savings(Account):
    interest = 4

    def month(self):
        super().month()
        return self.deposit(1)


class Money:
    __slots__ = ('cents',)

    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __lt__(self, other):
        return self.cents < other.cents


accounts = [Account('a', 100), Savings('b', 5000), Savings('c', 90000)]
total = Money(0)
refused = 0
for i in range(250000):
    account = accounts[i % 3]
    try:
        account.deposit(i % 11 - 1)
    except ValueError:
        refused += 1
    account.month()
    total = total + Money(account.balance & 15)
    if total < Money(0):
        break
print('objects', total.cents, refused, [a.balance % 1000003 for a in accounts])
