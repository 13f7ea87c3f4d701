"""The package in which NumPy keeps what numpy.testing shows."""
