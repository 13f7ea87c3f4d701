{x: y, z for w in v}
