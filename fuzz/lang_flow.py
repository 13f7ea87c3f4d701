def program(seed): return '# ---\n'
