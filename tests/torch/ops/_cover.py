"""Which cases stand for which rows: every public name of a row must be run somewhere."""
from _rows import rows


def uncovered(seen, families, letters):
    """Names of rows of these families that appear under these letters and were not run."""
    return [f'{row.name}: {name}' for row in rows() if row.family in families for name, where in row.torch
            if name not in seen and any(c in where for c in letters)]
