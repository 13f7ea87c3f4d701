f"{x = y z}"
