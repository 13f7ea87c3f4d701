from sortedcontainers import SortedDict, SortedKeyList, SortedList, SortedSet

numbers = SortedList([3, 1, 2] * 2000)
numbers.add(0)
print(len(numbers), numbers.bisect(2), numbers[:3], numbers.count(3))
print(SortedDict(b=1, a=2), SortedDict(b=1, a=2).peekitem(0), SortedSet('hello'), SortedKeyList(['bb', 'a'], key=len))
