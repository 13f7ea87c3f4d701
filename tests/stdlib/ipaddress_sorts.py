"""Addresses given as objects of other sorts, and masks that are none."""
import ipaddress


class Shown:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text

    def __repr__(self):
        return 'Shown!'


for value in (['::1/24'], ['1.2.3.4'], Shown('1.2.3.4'), Shown('1.2.3.4/5'), Shown('::1/5'), Shown('::1/5/6'), Shown('x'), None, b'abc', (), (1, 2),
              (1, 2, 3), ('1.2.3.4', 5), (Shown('1.2.3.4'), 5), ('::1', Shown('x')), ('0.0.0.0', '255.0.0.0'), ('0.0.0.0', '0.0.0.255'),
              ('1.2.3.4', '255.0.255.0'), ('0.0.0.0', '1.0.0.0'), ('1.2.3.4', 'x'), ('1.2.3.4', None), ('1.2.3.4', []), ('::', 200), ('1.2.3.4', 99),
              ('::', []), ('::', None), ('0.0.0.0', '33')):
    for f in (ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network, ipaddress.IPv4Interface,
              ipaddress.IPv6Interface, ipaddress.ip_network):
        try:
            print(f.__name__, value if type(value) is tuple else str(value), f(value))
        except Exception as e:
            print(f.__name__, value if type(value) is tuple else str(value), type(e).__name__, e, repr(e.__context__), e.__suppress_context__)
