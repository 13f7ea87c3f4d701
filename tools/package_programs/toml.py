import toml

print(toml.loads('a = 1\n[b]\nc = [1, 2]\n[[d]]\ne = "f"\n[[d]]\n'), toml.dumps({'a': 1, 'b': {'c': [1, 2]}}))
try:
    toml.loads('a = ')
except toml.TomlDecodeError as e:
    print(e)
