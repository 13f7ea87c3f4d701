from circ_a import name
