import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
for f in (lambda: int('1' * 4301), lambda: str(10 ** 4300), lambda: '%d' % 10 ** 5000 if 0 else repr(10 ** 5000), lambda: f'{10 ** 4300}', lambda: sys.set_int_max_str_digits(100), lambda: eval('1' * 4301)):
    try: f()
    except (ValueError, SyntaxError) as e: print(type(e).__name__, e)
print(len(str(10 ** 4299)), int('f' * 5000, 16) > 0, len(hex(10 ** 5000)))
sys.set_int_max_str_digits(0); print(len(str(10 ** 5000)))
sys.set_int_max_str_digits(640)
try: int('1' * 641)
except ValueError as e: print(e)
