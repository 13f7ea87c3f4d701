for n in 2, 3, 4, 9:
    for d in range(2, n):
        if n % d == 0: print(n, 'is', d, '*', n // d); break
    else: print(n, 'is prime')
i = 0
while i < 3:
    i += 1
    if i == 2: continue
    print(i)
else: print('else', i)
while True: break
else: print('never')
for _ in []: pass
else: print('empty')
for i in range(3):
    try:
        if i == 1: continue
        print('try', i)
    finally: print('fin', i)
for i in (l := [1, 2, 3]):
    if i == 1: l.append(4)
    print(i, end=' ')
print()
d = {1: 2}
try:
    for k in d: d[k + 1] = 0
except RuntimeError as e: print(e)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as e: print(e)
