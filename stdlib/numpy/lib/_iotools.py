"""What genfromtxt warns of and raises, under the name of the module that has them in NumPy."""


class ConversionWarning(UserWarning):
    """Lines of a table were left out."""


class ConverterError(Exception):
    """A field is not what its converter takes."""


class ConverterLockError(ConverterError):
    """A column that does not fit its type must keep it."""
