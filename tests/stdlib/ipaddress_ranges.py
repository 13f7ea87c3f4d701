"""Which addresses, networks and interfaces are private, global, reserved; errors of netmasks and their chains."""
import ipaddress

KINDS = ('private', 'global', 'reserved', 'loopback', 'link_local', 'unspecified', 'multicast')


def show(thing):
    print(f'{thing!r:60}', *(name for name in KINDS if getattr(thing, 'is_' + name)))


for text in ('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/7', '192.0.0.0/24', '192.0.0.0/28', '192.0.0.9', '192.0.0.10',
             '192.0.0.255', '192.0.0.8', '100.64.0.0/10', '100.64.0.1', '100.0.0.0/8', '::/0', '::ffff:1.2.3.4',
             '::ffff:10.0.0.1', '::ffff:100.64.0.1', '2001:1::1', '2001:3::1', '2001:20::', '2001:30::',
             '64:ff9b:1::1', '2002::1', '::1', '::'):
    show(ipaddress.ip_network(text))
    if '/' not in text:
        show(ipaddress.ip_address(text))
        show(ipaddress.ip_interface(text))

for text in ('::1/127', '::/127', '::1/128', 'fe80::1/9', '::ffff:1.2.3.4/100', '127.0.0.1/4', '0.0.0.0/1'):
    i = ipaddress.ip_interface(text)
    show(i)
    print(i.exploded, i.compressed)

for make, argument in ((ipaddress.IPv6Address, '::1%s/24'), (ipaddress.IPv6Network, '::1%s/24'),
                       (ipaddress.IPv6Network, '::1%s/24%x'), (ipaddress.IPv4Network, '1.2.3.4/'),
                       (ipaddress.IPv6Network, '::1/'), (ipaddress.IPv6Network, '::1/129'),
                       (ipaddress.IPv6Network, ('::1', 129)), (ipaddress.IPv6Network, ('::1', 'x')),
                       (ipaddress.IPv4Network, ('1.1.1.1', 99)), (ipaddress.IPv4Interface, '1.2.3.4/x'),
                       (ipaddress.IPv4Network, '1.2.3.4/33'), (ipaddress.IPv6Interface, '::1%a/24')):
    try:
        print(make(argument))
    except ValueError as e:
        print(type(e).__name__, e, repr(e.__context__), e.__suppress_context__)
