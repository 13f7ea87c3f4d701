[x, y for z in w]
