"""ipaddress and cmd."""
import ipaddress as I, cmd, io
def t(*fs):
    for f in fs:
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__, e)
for a in ['192.168.0.1', '8.8.8.8', '127.0.0.1', '::1', '2001:db8::1', '::ffff:1.2.3.4', '1::', '0:0:1::', '255.255.255.255', '224.0.0.1', '100.64.0.1', '1.2.3', '01.2.3.4', '1.2.3.256', '1:2:3', ':::', 'g::', 'x', '', '1.2.3.4/8']:
    t(lambda: I.ip_address(a)); 
    try: x = I.ip_address(a)
    except ValueError: continue
    print(x, x.version, x.is_private, x.is_global, x.is_loopback, x.is_multicast, x.is_reserved, x.is_link_local, x.is_unspecified, x.exploded, x.compressed, x.packed, x.reverse_pointer, int(x), x.max_prefixlen)
t(lambda: I.IPv4Address('1.2.3'), lambda: I.IPv4Address('01.2.3.4'), lambda: I.IPv4Address(2**32), lambda: I.IPv4Address(-1), lambda: I.IPv4Address(b'abc'), lambda: I.IPv6Address('1:2:3'), lambda: I.IPv6Address('1::2::3'), lambda: I.IPv6Address(':1:2:3:4:5:6:7'), lambda: I.IPv4Address(1) + 5, lambda: I.IPv4Address('0.0.0.1') - 2, lambda: I.IPv4Address(1) < I.IPv6Address(2), lambda: I.IPv4Address(1) < I.IPv4Address(2), lambda: I.IPv4Address(5) == I.IPv4Address('0.0.0.5'), lambda: f'{I.IPv4Address("1.2.3.4"):x} {I.IPv4Address("1.2.3.4"):#b} {I.IPv6Address("::1"):_x}')
for n in ['10.0.0.0/8', '192.168.1.0/255.255.255.0', '192.168.1.0/0.0.0.255', '2001:db8::/32', '10.0.0.1/8', '10.0.0.0/33', '10.0.0.0/x', '1.2.3.4', '10.0.0.0/30']: t(lambda: I.ip_network(n))
n = I.ip_network('192.168.1.0/29'); print(n, n.netmask, n.hostmask, n.broadcast_address, n.num_addresses, list(n.hosts()), list(n)[:2], n[1], n[-1], I.ip_address('192.168.1.3') in n, list(n.subnets()), n.supernet(), list(n.subnets(new_prefix=31)), n.overlaps(I.ip_network('192.168.1.4/30')), n.subnet_of(I.ip_network('192.168.0.0/16')), n.with_netmask, n.with_hostmask, n.prefixlen, list(n.address_exclude(I.ip_network('192.168.1.2/31'))), n.is_private, n == I.ip_network('192.168.1.0/29'))
i = I.ip_interface('10.1.2.3/24'); print(i, repr(i), i.ip, i.network, i.netmask, i.with_prefixlen, i.with_netmask)
print(list(I.collapse_addresses([I.ip_network('10.0.0.0/25'), I.ip_network('10.0.0.128/25'), I.ip_address('1.2.3.4'), I.ip_address('1.2.3.5')])), list(I.summarize_address_range(I.ip_address('1.0.0.1'), I.ip_address('1.0.0.10'))), sorted([I.ip_network('10.0.0.0/9'), I.ip_network('9.0.0.0/8')]))
t(lambda: n[100], lambda: list(n.subnets(new_prefix=20)), lambda: I.ip_network('10.0.0.1/8', strict=False), lambda: I.IPv4Network('10.0.0.1/8'), lambda: I.IPv4Network('10.0.0.0/99'), lambda: I.ip_interface('q'))
class C(cmd.Cmd):
    prompt = '> '; use_rawinput = 0
    def do_add(self, arg):
        'Add numbers.'
        print(sum(map(int, arg.split())), file=self.stdout)
    def do_quit(self, arg): return True
    def do_shell(self, arg): print('sh', arg, file=self.stdout)
    def help_topic(self): print('about topic', file=self.stdout)
o = io.StringIO(); c = C(stdin=io.StringIO('add 1 2\n\nhelp\nhelp add\n?topic\nhelp zz\nbad cmd\n!ls -l\nquit\n'), stdout=o); c.cmdloop('hello'); print(o.getvalue()); print(c.parseline('foo bar'), c.completenames('a')); c.columnize(['word%d' % i for i in range(30)], 60)
