f"{x!r:{y!q}}"
