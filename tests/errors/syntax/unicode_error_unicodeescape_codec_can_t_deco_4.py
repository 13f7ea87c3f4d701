"\N{nope}"
