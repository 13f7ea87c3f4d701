"""_order_ of an enumeration: what it is compared with, aliases and members of several bits left out."""
from enum import Enum, Flag, IntEnum, IntFlag

BODIES = {'two': dict(A=1, B=2), 'same': dict(A=3, B=3), 'one bit twice': dict(A=1, B=1),
          'combined': dict(A=1, B=2, C=3, D=4), 'bits first': dict(A=3, C=8, B=3)}
for base in Enum, Flag, IntEnum, IntFlag:
    for order in '', 'A B', 'B, A', 'A', 'A B X', (), ['A', 'B'], 'C B', 'Q', 'A B C D':
        for title, members in BODIES.items():
            meta = type(base)
            ns = meta.__prepare__('E', (base,))
            ns['_order_'] = order
            for name, value in members.items():
                ns[name] = value
            try:
                print(base.__name__, repr(order), title, list(meta('E', (base,), ns)))
            except TypeError as e:
                print(base.__name__, repr(order), title, e)
