"""warnings.warn_explicit() checks what it is given."""
import warnings


def t(*args, **kwargs):
    try:
        print(warnings.warn_explicit(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


for line in 'x', 1.5, None, 2 ** 70, 2 ** 40, -2 ** 40, -2 ** 70:
    t('m', UserWarning, 'f', line)
t('m', UserWarning, 'f')
t('m', UserWarning, 3, 1)
t('m', UserWarning, None, 1)
t('m', UserWarning, 'f', 1, registry=3)
t('m', UserWarning, 'f', 1, registry=[], module_globals=3)
t('m', UserWarning, 'f', 1, module_globals=3)
