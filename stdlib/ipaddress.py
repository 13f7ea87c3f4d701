"""IPv4 and IPv6 addresses, networks and interfaces."""
import functools

__version__ = '1.0'
IPV4LENGTH = 32
IPV6LENGTH = 128


class AddressValueError(ValueError):
    """Not an address."""


class NetmaskValueError(ValueError):
    """Not a netmask."""


def ip_address(address):
    """An IPv4Address or IPv6Address."""
    for cls in (IPv4Address, IPv6Address):
        try:
            return cls(address)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f'{address!r} does not appear to be an IPv4 or IPv6 address')


def ip_network(address, strict=True):
    """An IPv4Network or IPv6Network."""
    for cls in (IPv4Network, IPv6Network):
        try:
            return cls(address, strict)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f'{address!r} does not appear to be an IPv4 or IPv6 network')


def ip_interface(address):
    """An IPv4Interface or IPv6Interface."""
    for cls in (IPv4Interface, IPv6Interface):
        try:
            return cls(address)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f'{address!r} does not appear to be an IPv4 or IPv6 interface')


def v4_int_to_packed(address):
    try:
        return address.to_bytes(4, 'big')
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4")


def v6_int_to_packed(address):
    try:
        return address.to_bytes(16, 'big')
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6")


def _split_addr_prefix(address, whole):
    """(address, prefix or mask); `whole` is the prefix of a single address."""
    if isinstance(address, (bytes, int)):
        return address, whole
    if not isinstance(address, tuple):
        parts = str(address).split('/')
        if len(parts) > 2:
            raise AddressValueError(f"Only one '/' permitted in {address!r}")
        address = tuple(parts)
    return address if len(address) > 1 else (address[0], whole)


def _bad_netmask(arg):
    return NetmaskValueError('%r is not a valid netmask' % (arg,))


def _prefix_length(version, arg):
    """The prefix length that is given as a number, or as text of one."""
    n = arg
    if not isinstance(arg, int):
        n = int(arg) if arg.isascii() and arg.isdigit() else -1
    if not 0 <= n <= version._max_prefixlen:
        raise _bad_netmask(arg) from None
    return n


# --- text of the two versions ---

class _V4:
    """What is particular to version 4."""
    _version = 4
    _max_prefixlen = IPV4LENGTH
    _ALL_ONES = 2 ** IPV4LENGTH - 1

    version = property(lambda self: 4)
    max_prefixlen = property(lambda self: IPV4LENGTH)

    @classmethod
    def _parse(cls, text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        octets = text.split('.')
        if len(octets) != 4:
            raise AddressValueError("Expected 4 octets in %r" % text)
        try:
            return int.from_bytes(map(cls._octet, octets), 'big')
        except ValueError as exc:
            raise AddressValueError("%s in %r" % (exc, text)) from None

    @classmethod
    def _octet(cls, text):
        if not text:
            raise ValueError("Empty octet not permitted")
        if not (text.isascii() and text.isdigit()):
            raise ValueError("Only decimal digits permitted in %r" % text)
        if len(text) > 3:
            raise ValueError("At most 3 characters permitted in %r" % text)
        if text != '0' and text[0] == '0':
            raise ValueError("Leading zeros are not permitted in %r" % text)
        n = int(text)
        if n > 255:
            raise ValueError("Octet %d (> 255) not permitted" % n)
        return n

    @classmethod
    def _text(cls, n):
        return '.'.join(map(str, n.to_bytes(4, 'big')))

    @classmethod
    def _prefix_from(cls, arg):
        """The prefix length of a number, a netmask or a hostmask."""
        hash(arg)                       # the original keeps what it has seen
        if isinstance(arg, int):
            return _prefix_length(cls, arg)
        try:
            return _prefix_length(cls, arg)
        except NetmaskValueError:
            try:
                mask = cls._parse(arg)
            except AddressValueError:
                raise _bad_netmask(arg) from None
            try:
                return cls._ones(mask)
            except ValueError:
                pass
            try:
                return cls._ones(mask ^ cls._ALL_ONES)
            except ValueError:
                raise _bad_netmask(arg) from None

    @classmethod
    def _ones(cls, mask):
        """How many bits are set in a netmask, before all others."""
        ones = mask.bit_count()
        if mask != (cls._ALL_ONES >> cls._max_prefixlen - ones) << cls._max_prefixlen - ones:
            raise ValueError('Netmask pattern %r mixes zeroes & ones' % mask.to_bytes(4, 'big'))
        return ones


class _V6:
    """What is particular to version 6."""
    _version = 6
    _max_prefixlen = IPV6LENGTH
    _ALL_ONES = 2 ** IPV6LENGTH - 1

    version = property(lambda self: 6)
    max_prefixlen = property(lambda self: IPV6LENGTH)

    @classmethod
    def _parse(cls, text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        parts = text.split(':')
        if len(parts) < 3:
            raise AddressValueError("At least 3 parts expected in %r" % text)
        if '.' in parts[-1]:
            try:
                n = _V4._parse(parts.pop())
            except AddressValueError as exc:
                raise AddressValueError('%s in %r' % (exc, text)) from None
            parts += ['%x' % (n >> 16), '%x' % (n & 0xFFFF)]
        if len(parts) > 9:
            raise AddressValueError("At most 8 colons permitted in %r" % text)
        gaps = [i for i in range(1, len(parts) - 1) if not parts[i]]
        if len(gaps) > 1:
            raise AddressValueError("At most one '::' permitted in %r" % text)
        if gaps:
            hi, lo = gaps[0], len(parts) - gaps[0] - 1
            if not parts[0]:
                hi -= 1
                if hi:
                    raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
            if not parts[-1]:
                lo -= 1
                if lo:
                    raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
            if 8 - hi - lo < 1:
                raise AddressValueError("Expected at most 7 other parts with '::' in %r" % text)
        else:
            if len(parts) != 8:
                raise AddressValueError("Exactly 8 parts expected without '::' in %r" % text)
            if not parts[0]:
                raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
            if not parts[-1]:
                raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
            hi, lo = 8, 0
        try:
            words = [cls._hextet(p) for p in parts[:hi]] + [0] * (8 - hi - lo) + \
                [cls._hextet(p) for p in parts[len(parts) - lo:]]
        except ValueError as exc:
            raise AddressValueError("%s in %r" % (exc, text)) from None
        return functools.reduce(lambda n, w: n << 16 | w, words)

    @classmethod
    def _hextet(cls, text):
        if not text or set(text) - set('0123456789ABCDEFabcdef'):
            raise ValueError("Only hex digits permitted in %r" % text)
        if len(text) > 4:
            raise ValueError("At most 4 characters permitted in %r" % text)
        return int(text, 16)

    @classmethod
    def _text(cls, n):
        if not 0 <= n <= cls._ALL_ONES:
            raise ValueError('IPv6 address is too large')
        words = ['%x' % (n >> 112 - 16 * i & 0xFFFF) for i in range(8)]
        best, at, i = 1, -1, 0
        while i < 8: # the longest run of zeros
            j = i
            while j < 8 and words[j] == '0':
                j += 1
            if j - i > best:
                best, at = j - i, i
            i = max(j, i + 1)
        if at >= 0:
            words[at:at + best] = ['']
            if at + best == 8:
                words.append('')
            if at == 0:
                words.insert(0, '')
        return ':'.join(words)

    @classmethod
    def _prefix_from(cls, arg):
        hash(arg)
        return _prefix_length(cls, arg)


# --- addresses ---

@functools.total_ordering
class _Address:
    """An address: an int of 32 or 128 bits."""
    __slots__ = ('_ip', '__weakref__')

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self._version == other._version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        if self._version != other._version:
            raise TypeError('%s and %s are not of the same version' % (self, other))
        return self._ip < other._ip if self._ip != other._ip else False

    def __add__(self, other):
        return self.__class__(int(self) + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return self.__class__(int(self) - other) if isinstance(other, int) else NotImplemented

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, str(self))

    def __str__(self):
        return self._text(self._ip)

    def __hash__(self):
        return hash(hex(int(self._ip)))

    def __reduce__(self):
        return self.__class__, (self._ip,)

    def __format__(self, fmt):
        if not fmt or fmt[-1] == 's':
            return format(str(self), fmt)
        import re
        m = re.fullmatch('(#?)(_?)([xbnX])', fmt)
        if m is None:
            return object.__format__(self, fmt)
        alternate, grouping, base = m.groups()
        if base == 'n':
            base = 'b' if self._version == 4 else 'x'
        padlen = self._max_prefixlen if base == 'b' else self._max_prefixlen // 4
        if grouping:
            padlen += padlen // 4 - 1
        if alternate:
            padlen += 2
        return format(int(self), f'{alternate}0{padlen}{grouping}{base}')

    compressed = property(lambda self: str(self))
    packed = property(lambda self: self._ip.to_bytes(self._max_prefixlen // 8, 'big'))

    def _in(self, nets):
        return _contain(nets, self._ip)

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def reverse_pointer(self):
        return self._reverse()

    def _check(self, address):
        if address < 0:
            raise AddressValueError("%d (< 0) is not permitted as an IPv%d address" % (address, self._version))
        if address > self._ALL_ONES:
            raise AddressValueError("%d (>= 2**%d) is not permitted as an IPv%d address" %
                                    (address, self._max_prefixlen, self._version))
        return address

    def _read(self, address):
        if isinstance(address, int):
            return self._check(address)
        if isinstance(address, bytes):
            if len(address) != self._max_prefixlen // 8:
                raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address" %
                                        (address, len(address), self._max_prefixlen // 8, self._version))
            return int.from_bytes(address, 'big')
        text = str(address)
        if '/' in text:
            raise AddressValueError(f"Unexpected '/' in {address!r}")
        return self._parse(text)


def _contain(nets, first, last=None):
    """Is there one among the nets in which the address lies, and last, too?"""
    last = first if last is None else last
    return any(first & mask == base == last & mask for base, mask in nets)


def _nets(cls, *texts):
    result = []
    for text in texts:
        address, prefix = text.split('/')
        n = int(prefix)
        result.append((cls._parse(address), cls._ALL_ONES >> cls._max_prefixlen - n << cls._max_prefixlen - n))
    return result


class IPv4Address(_V4, _Address):
    """An address of version 4."""
    __slots__ = ()

    def __init__(self, address):
        self._ip = self._read(address)

    exploded = property(lambda self: str(self))

    def _reverse(self):
        return '.'.join(str(self).split('.')[::-1]) + '.in-addr.arpa'

    is_reserved = property(lambda self: self._in(_V4_RESERVED))
    is_private = property(lambda self: self._in(_V4_PRIVATE) and not self._in(_V4_PUBLIC))
    is_global = property(lambda self: not self._in(_V4_SHARED) and not self.is_private)
    is_multicast = property(lambda self: self._in(_V4_MULTICAST))
    is_loopback = property(lambda self: self._in(_V4_LOOPBACK))
    is_link_local = property(lambda self: self._in(_V4_LINK_LOCAL))


class IPv6Address(_V6, _Address):
    """An address of version 6, with an optional scope."""
    __slots__ = ('_scope_id',)

    def __init__(self, address):
        self._scope_id = None
        if isinstance(address, (int, bytes)):
            self._ip = self._read(address)
            return
        text = str(address)
        if '/' in text:
            raise AddressValueError(f"Unexpected '/' in {address!r}")
        address, percent, scope = text.partition('%')
        if percent:
            if not scope or '%' in scope:
                raise AddressValueError('Invalid IPv6 address: "%r"' % (address + percent + scope))
            self._scope_id = scope
        self._ip = self._read(address)

    scope_id = property(lambda self: self._scope_id)

    def __str__(self):
        text = super().__str__()
        return text + '%' + self._scope_id if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is not True:
            return equal
        return self._scope_id == getattr(other, '_scope_id', None)

    def __reduce__(self):
        return self.__class__, (str(self),)

    @property
    def exploded(self):
        text = '%032x' % self._ip
        return ':'.join(text[i:i + 4] for i in range(0, 32, 4))

    def _reverse(self):
        return '.'.join(self.exploded[::-1].replace(':', '')) + '.ip6.arpa'

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None

    @property
    def sixtofour(self):
        return IPv4Address(self._ip >> 80 & 0xFFFFFFFF) if self._ip >> 112 == 0x2002 else None

    @property
    def teredo(self):
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xFFFFFFFF), IPv4Address(~self._ip & 0xFFFFFFFF)

    is_reserved = property(lambda self: self._in(_V6_RESERVED))
    is_multicast = property(lambda self: self._in(_V6_MULTICAST))
    is_link_local = property(lambda self: self._in(_V6_LINK_LOCAL))
    is_site_local = property(lambda self: self._in(_V6_SITE_LOCAL))
    is_loopback = property(lambda self: self._ip == 1)

    @property
    def is_private(self):
        mapped = self.ipv4_mapped
        if mapped is not None:
            return mapped.is_private
        return self._in(_V6_PRIVATE) and not self._in(_V6_PUBLIC)

    @property
    def is_global(self):
        return not self.is_private


_V4_RESERVED = _nets(_V4, '240.0.0.0/4')
_V4_PRIVATE = _nets(_V4, '0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
                    '192.0.0.170/31', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24',
                    '203.0.113.0/24', '240.0.0.0/4', '255.255.255.255/32')
_V4_PUBLIC = _nets(_V4, '192.0.0.9/32', '192.0.0.10/32')
_V4_SHARED = _nets(_V4, '100.64.0.0/10')
_V4_MULTICAST = _nets(_V4, '224.0.0.0/4')
_V4_LOOPBACK = _nets(_V4, '127.0.0.0/8')
_V4_LINK_LOCAL = _nets(_V4, '169.254.0.0/16')
_V6_RESERVED = _nets(_V6, '::/8', '100::/8', '200::/7', '400::/6', '800::/5', '1000::/4', '4000::/3', '6000::/3',
                     '8000::/3', 'A000::/3', 'C000::/3', 'E000::/4', 'F000::/5', 'F800::/6', 'FE00::/9')
_V6_MULTICAST = _nets(_V6, 'ff00::/8')
_V6_LINK_LOCAL = _nets(_V6, 'fe80::/10')
_V6_SITE_LOCAL = _nets(_V6, 'fec0::/10')
_V6_PRIVATE = _nets(_V6, '::1/128', '::/128', '::ffff:0:0/96', '64:ff9b:1::/48', '100::/64', '2001::/23',
                    '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10')
_V6_PUBLIC = _nets(_V6, '2001:1::1/128', '2001:1::2/128', '2001:3::/32', '2001:4:112::/48', '2001:20::/28',
                   '2001:30::/28')


# --- networks ---

@functools.total_ordering
class _Network:
    """All addresses with the same first prefixlen bits."""

    def __init__(self, address, strict=True):
        addr, mask = _split_addr_prefix(address, self._max_prefixlen)
        self.network_address = self._address_class(addr)
        self._prefixlen = self._prefix_from(mask)
        self.netmask = self._address_class(self._mask(self._prefixlen))
        packed = int(self.network_address)
        if packed & int(self.netmask) != packed:
            if strict:
                raise ValueError('%s has host bits set' % self)
            self.network_address = self._address_class(packed & int(self.netmask))

    @classmethod
    def _mask(cls, n):
        return cls._ALL_ONES >> cls._max_prefixlen - n << cls._max_prefixlen - n

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, str(self))

    def __str__(self):
        return '%s/%d' % (self.network_address, self.prefixlen)

    prefixlen = property(lambda self: self._prefixlen)
    num_addresses = property(lambda self: int(self.broadcast_address) - int(self.network_address) + 1)
    with_prefixlen = property(lambda self: '%s/%d' % (self.network_address, self._prefixlen))
    with_netmask = property(lambda self: '%s/%s' % (self.network_address, self.netmask))
    with_hostmask = property(lambda self: '%s/%s' % (self.network_address, self.hostmask))
    compressed = property(lambda self: str(self))
    exploded = property(lambda self: '%s/%d' % (self.network_address.exploded, self._prefixlen))

    @functools.cached_property
    def broadcast_address(self):
        return self._address_class(int(self.network_address) | int(self.hostmask))

    @functools.cached_property
    def hostmask(self):
        return self._address_class(int(self.netmask) ^ self._ALL_ONES)

    def hosts(self):
        """The usable addresses."""
        network, broadcast = int(self.network_address), int(self.broadcast_address)
        if self._prefixlen >= self._max_prefixlen - 1:
            return [self._address_class(x) for x in range(network, broadcast + 1)]
        last = broadcast if self._version == 4 else broadcast + 1
        return map(self._address_class, range(network + 1, last))

    def __iter__(self):
        for x in range(int(self.network_address), int(self.broadcast_address) + 1):
            yield self._address_class(x)

    def __getitem__(self, n):
        network, broadcast = int(self.network_address), int(self.broadcast_address)
        if n >= 0:
            if network + n > broadcast:
                raise IndexError('address out of range')
            return self._address_class(network + n)
        n += 1
        if broadcast + n < network:
            raise IndexError('address out of range')
        return self._address_class(broadcast + n)

    def _same_version(self, other, what='%s and %s are not of the same version'):
        if self._version != other._version:
            raise TypeError(what % (self, other))

    def __lt__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        self._same_version(other)
        return (self.network_address, self.netmask) < (other.network_address, other.netmask)

    def __eq__(self, other):
        try:
            return (self._version == other._version and self.network_address == other.network_address and
                    int(self.netmask) == int(other.netmask))
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash(int(self.network_address) ^ int(self.netmask))

    def __contains__(self, other):
        if self._version != other._version or isinstance(other, _Network):
            return False
        return other._ip & int(self.netmask) == int(self.network_address)

    def overlaps(self, other):
        return (other.network_address in self or other.broadcast_address in self or self.network_address in other or
                self.broadcast_address in other)

    def address_exclude(self, other):
        """The networks that are left without other."""
        self._same_version(other)
        if not isinstance(other, _Network):
            raise TypeError("%s is not a network object" % other)
        if not other.subnet_of(self):
            raise ValueError('%s not contained in %s' % (other, self))
        if other == self:
            return
        s1, s2 = self.subnets()
        while s1 != other and s2 != other:
            if other.subnet_of(s1):
                yield s2
                s1, s2 = s1.subnets()
            else:
                yield s1
                s1, s2 = s2.subnets()
        yield s2 if s1 == other else s1

    def compare_networks(self, other):
        self._same_version(other)
        a = (self.network_address, self.netmask)
        b = (other.network_address, other.netmask)
        return (a > b) - (a < b)

    def _changed_prefix(self, diff, new_prefix, direction, comparative):
        """The prefix length that subnets() or supernet() asks for, by difference or by itself."""
        if new_prefix is None:
            return self._prefixlen + direction * diff
        if (new_prefix - self._prefixlen) * direction < 0:
            raise ValueError(f'new prefix must be {comparative}')
        if diff != 1:
            raise ValueError('cannot set prefixlen_diff and new_prefix')
        return new_prefix

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """The networks that make up this one."""
        if self._prefixlen == self._max_prefixlen:
            yield self
            return
        new = self._changed_prefix(prefixlen_diff, new_prefix, +1, 'longer')
        if new < self._prefixlen:
            raise ValueError('prefix length diff must be > 0')
        if new > self._max_prefixlen:
            raise ValueError('prefix length diff %d is invalid for netblock %s' % (new, self))
        start, end = int(self.network_address), int(self.broadcast_address) + 1
        for addr in range(start, end, (int(self.hostmask) + 1) >> (new - self._prefixlen)):
            yield self.__class__((addr, new))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network around this one."""
        if self._prefixlen == 0:
            return self
        new = self._changed_prefix(prefixlen_diff, new_prefix, -1, 'shorter')
        if new < 0:
            raise ValueError('current prefixlen is %d, cannot have a prefixlen_diff of %d' %
                             (self._prefixlen, self._prefixlen - new))
        return self.__class__((int(self.network_address) & (int(self.netmask) << (self._prefixlen - new)), new))

    def subnet_of(self, other):
        self._same_version(other)
        return (other.network_address <= self.network_address and other.broadcast_address >= self.broadcast_address)

    def supernet_of(self, other):
        return other.subnet_of(self)

    def __reduce__(self):
        return self.__class__, (str(self),)

    is_multicast = property(lambda self: self._both('is_multicast'))
    is_reserved = property(lambda self: self._both('is_reserved'))
    is_link_local = property(lambda self: self._both('is_link_local'))
    is_unspecified = property(lambda self: self._both('is_unspecified'))
    is_loopback = property(lambda self: self._both('is_loopback'))

    def _both(self, name):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)

    def _within(self, nets):
        return _contain(nets, int(self.network_address), int(self.broadcast_address))

    def _is_private(self, private, public):
        ends = int(self.network_address), int(self.broadcast_address)
        return self._within(private) and not any(_contain(public, end) for end in ends)


class IPv4Network(_V4, _Network):
    """A network of version 4."""
    _address_class = IPv4Address

    is_private = property(lambda self: self._is_private(_V4_PRIVATE, _V4_PUBLIC))
    is_global = property(lambda self: not self._within(_V4_SHARED) and not self.is_private)


class IPv6Network(_V6, _Network):
    """A network of version 6."""
    _address_class = IPv6Address

    is_private = property(lambda self: self._is_private(_V6_PRIVATE, _V6_PUBLIC))
    is_global = property(lambda self: not self.is_private)
    is_site_local = property(lambda self: self.network_address.is_site_local and
                             self.broadcast_address.is_site_local)


# --- interfaces ---

class _Interface:
    """An address with its network."""

    def __init__(self, address):
        addr, mask = _split_addr_prefix(address, self._max_prefixlen)
        self._base.__init__(self, addr)
        self.network = self._network_class((addr, mask), strict=False)
        self.netmask = self.network.netmask
        self._prefixlen = self.network._prefixlen

    @functools.cached_property
    def hostmask(self):
        return self.network.hostmask

    def __str__(self):
        return '%s/%d' % (self._base.__str__(self), self._prefixlen)

    def __eq__(self, other):
        equal = self._base.__eq__(self, other)
        if not equal or equal is NotImplemented:
            return equal
        try:
            return self.network == other.network
        except AttributeError:
            return False

    def __lt__(self, other):
        less = self._base.__lt__(self, other)
        if less is NotImplemented:
            return less
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    def __reduce__(self):
        return self.__class__, (str(self),)

    ip = property(lambda self: self._base(self._ip))
    with_prefixlen = property(lambda self: '%s/%s' % (self.ip, self._prefixlen))
    with_netmask = property(lambda self: '%s/%s' % (self.ip, self.netmask))
    with_hostmask = property(lambda self: '%s/%s' % (self.ip, self.hostmask))


class IPv4Interface(_Interface, IPv4Address):
    _base = IPv4Address
    _network_class = IPv4Network

    is_unspecified = property(lambda self: False)       # as compared with an address, which an interface never equals


class IPv6Interface(_Interface, IPv6Address):
    _base = IPv6Address
    _network_class = IPv6Network

    is_loopback = property(lambda self: self._base.is_loopback.fget(self) and self.network.is_loopback)
    is_unspecified = property(lambda self: self._base.is_unspecified.fget(self) and self.network.is_unspecified)
    exploded = property(lambda self: '%s/%d' % (self._base.exploded.fget(self), self._prefixlen))


# --- ranges ---

def summarize_address_range(first, last):
    """The networks of a range of addresses."""
    if not (isinstance(first, _Address) and isinstance(last, _Address)):
        raise TypeError('first and last must be IP addresses, not networks')
    if first.version != last.version:
        raise TypeError("%s and %s are not of the same version" % (first, last))
    if first > last:
        raise ValueError('last IP address must be greater than first')
    if first.version not in (4, 6):
        raise ValueError('unknown IP version')
    ip = IPv4Network if first.version == 4 else IPv6Network
    bits, a, b = first._max_prefixlen, first._ip, last._ip
    while a <= b:
        n = min((a & -a).bit_length() - 1 if a else bits, (b - a + 1).bit_length() - 1)
        yield ip((a, bits - n))
        a += 1 << n
        if a - 1 == ip._ALL_ONES:
            break


def collapse_addresses(addresses):
    """As few networks as possible for the addresses and networks given."""
    addrs, nets = [], []
    for ip in addresses:
        known = addrs or nets
        if known and known[-1]._version != ip._version:
            raise TypeError("%s and %s are not of the same version" % (ip, known[-1]))
        if isinstance(ip, _Address):
            addrs.append(ip.ip if isinstance(ip, _Interface) else ip)
        else:
            nets.append(ip)
    addrs = sorted(set(addrs))
    i = 0
    while i < len(addrs):
        j = i
        while j + 1 < len(addrs) and addrs[j + 1]._ip == addrs[j]._ip + 1:
            j += 1
        nets.extend(summarize_address_range(addrs[i], addrs[j]))
        i = j + 1
    return iter(_collapse(nets))


def _collapse(nets):
    todo, subnets = list(nets), {}
    while todo:
        net = todo.pop()
        supernet = net.supernet()
        other = subnets.get(supernet)
        if other is None:
            subnets[supernet] = net
        elif other != net:
            del subnets[supernet]
            todo.append(supernet)
    result = []
    for net in sorted(subnets.values()):
        if result and result[-1].broadcast_address >= net.broadcast_address:
            continue
        result.append(net)
    return result


def get_mixed_type_key(obj):
    """A key to sort addresses and networks together."""
    if isinstance(obj, _Network):
        return obj._version, obj.network_address, obj.netmask
    if isinstance(obj, _Address):
        return obj._version, obj
    return NotImplemented
