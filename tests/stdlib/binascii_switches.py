"""binascii: its switches are ints, looked at after the data."""
import binascii


class Index:
    def __index__(self):
        return 2


class True_:
    def __bool__(self):
        return True


CALLS = [('b2a_base64', 'newline'), ('a2b_base64', 'strict_mode'), ('b2a_uu', 'backtick'), ('b2a_qp', 'quotetabs'),
         ('b2a_qp', 'istext'), ('b2a_qp', 'header'), ('a2b_qp', 'header')]
for name, switch in CALLS:
    for value in [1, 2], None, '', 0, 2, -1, 1.5, True_(), Index(), 10 ** 30:
        for data in b'a\tb_', 5:
            try:
                print(name, switch, type(value).__name__, data, getattr(binascii, name)(data, **{switch: value}))
            except Exception as e:
                print(name, switch, type(value).__name__, data, type(e).__name__, e)
