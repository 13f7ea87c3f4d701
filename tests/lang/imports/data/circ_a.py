import circ_b
name = 1
