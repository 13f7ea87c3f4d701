import yaml

data = yaml.safe_load('''a: 1
b: [x, 2.5, null, true]
c:
  - d: "e f"
    g: |
      line1
      line2
t: 2020-01-02 03:04:05
base: &B {q: 1}
derived: {<<: *B, r: 2}
''')
print(data)
print(yaml.dump(data, Dumper=yaml.SafeDumper, default_flow_style=None, sort_keys=True))
for text in 'a: [1, 2', 'a: b: c', '\t- x', '*nobody':
    try:
        yaml.safe_load(text)
    except yaml.YAMLError as e:
        print(e)
