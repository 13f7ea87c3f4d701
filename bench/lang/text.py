# Strings: tokens, formatting, a cipher, searching.
words = ['alpha', 'Beta', 'gamma,', 'delta.', 'Epsilon', 'zeta', 'eta', 'theta']
state = 7
lines = []
for i in range(6000):
    parts = []
    for j in range(9):
        state = (state * 75 + 74) % 65537
        parts.append(words[state & 7] + str(state % 50))
    lines.append(' '.join(parts))
text = '\n'.join(lines)

counts = {}
for line in text.split('\n'):
    for token in line.split():
        token = token.strip('.,').lower()
        counts[token] = counts.get(token, 0) + 1
report = [f'{name:<12}{n:>6d} {n / 54000:.3%}' for name, n in sorted(counts.items())]


def rotate(s, k):
    out = []
    for c in s:
        if 'a' <= c <= 'z':
            c = chr((ord(c) - 97 + k) % 26 + 97)
        out.append(c)
    return ''.join(out)


coded = rotate(text[:200000], 11)
found = 0
at = text.find('zeta')
while at >= 0:
    found += 1
    at = text.find('zeta', at + 1)
print('text', len(counts), report[3], hash(coded) == hash(rotate(coded, 26)), found,
      text.replace('eta', 'ETA').count('ETA'))
