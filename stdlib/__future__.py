"""Features of the language that a module can switch on before they become the rule."""

_names = {
    'nested_scopes': ((2, 1, 0, 'beta', 1), (2, 2, 0, 'alpha', 0), 0x0010),
    'generators': ((2, 2, 0, 'alpha', 1), (2, 3, 0, 'final', 0), 0),
    'division': ((2, 2, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0), 0x20000),
    'absolute_import': ((2, 5, 0, 'alpha', 1), (3, 0, 0, 'alpha', 0), 0x40000),
    'with_statement': ((2, 5, 0, 'alpha', 1), (2, 6, 0, 'alpha', 0), 0x80000),
    'print_function': ((2, 6, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0), 0x100000),
    'unicode_literals': ((2, 6, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0), 0x200000),
    'barry_as_FLUFL': ((3, 1, 0, 'alpha', 2), (4, 0, 0, 'alpha', 0), 0x400000),
    'generator_stop': ((3, 5, 0, 'beta', 1), (3, 7, 0, 'alpha', 0), 0x800000),
    'annotations': ((3, 7, 0, 'beta', 1), None, 0x1000000),
}
_flags = {'nested_scopes': 'CO_NESTED', 'generators': 'CO_GENERATOR_ALLOWED',
          'barry_as_FLUFL': 'CO_FUTURE_BARRY_AS_BDFL'}
all_feature_names = list(_names)
__all__ = ['all_feature_names'] + all_feature_names


class _Feature:
    def __init__(self, optional, mandatory, compiler_flag):
        self.optional = optional
        self.mandatory = mandatory
        self.compiler_flag = compiler_flag

    def getOptionalRelease(self):
        return self.optional

    def getMandatoryRelease(self):
        return self.mandatory

    def __repr__(self):
        return '_Feature' + repr((self.optional, self.mandatory, self.compiler_flag))


for _name, _args in _names.items():
    globals()[_name] = _Feature(*_args)
    globals()[_flags.get(_name, 'CO_FUTURE_' + _name.upper())] = _args[2]
del _name, _args
