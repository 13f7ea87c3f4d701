"""Which operations give a str of a subclass back as it is, and which an exact one."""


class A(str):
    pass


class R:
    def __init__(self, v):
        self.v = v

    def __str__(self):
        return self.v

    def __repr__(self):
        return self.v

    def __format__(self, spec):
        return self.v


class O:
    def __init__(self, v):
        self.v = v

    def __str__(self):
        return self.v


CALLS = [
    lambda u, v: '%s'%(v,),
    lambda u, v: '%r'%(v,),
    lambda u, v: '%a'%(v,),
    lambda u, v: '%s%s'%('',v),
    lambda u, v: '%s%s'%(v,''),
    lambda u, v: '%.3s'%(v,),
    lambda u, v: '%5s'%(v,),
    lambda u, v: '%.99s'%(v,),
    lambda u, v: '%1s'%(v,),
    lambda u, v: '{}'.format(v),
    lambda u, v: '{}{}'.format('',v),
    lambda u, v: '{}{}'.format(v,''),
    lambda u, v: '{!s}'.format(v),
    lambda u, v: '{!r}'.format(v),
    lambda u, v: '{:0}'.format(v),
    lambda u, v: '{:1}'.format(v),
    lambda u, v: '{:.99}'.format(v),
    lambda u, v: f'{v}',
    lambda u, v: f'{v!s}',
    lambda u, v: f'{v!r}',
    lambda u, v: f'{v:1}',
    lambda u, v: f'{v}{""}',
    lambda u, v: f'{""}{v}',
    lambda u, v: format(v,''),
    lambda u, v: format(v,'1'),
    lambda u, v: format(v),
    lambda u, v: '%(a)s'%{'a':v},
    lambda u, v: '{a}'.format(a=v),
    lambda u, v: '{:s}'.format(v),
    lambda u, v: v.__format__('s'),
    lambda u, v: v.__format__('99'),
    lambda u, v: '{0}'.format_map([v]),
    lambda u, v: ''.join([v]),
    lambda u, v: 'é%s'%(v,),
    lambda u, v: u%(),
    lambda u, v: u.format(),
    lambda u, v: str.__format__(u,''),
    lambda u, v: str.__format__(u,'s'),
    lambda u, v: object.__format__(v,''),
    lambda u, v: '{:}'.format(v),
    lambda u, v: '%-s'%(v,),
    lambda u, v: '%c'%(u,),
    lambda u, v: '{:<}'.format(v),
    lambda u, v: u.strip(),
    lambda u, v: u.replace('q','w'),
    lambda u, v: u*1,
    lambda u, v: u+'',
    lambda u, v: ''+u,
    lambda u, v: u[:],
    lambda u, v: u.center(0),
    lambda u, v: u.translate({}),
    lambda u, v: u.zfill(0),
    lambda u, v: u.removeprefix('q'),
    lambda u, v: u.partition('q')[0],
    lambda u, v: u.split('q')[0],
    lambda u, v: u.splitlines()[:1],
    lambda u, v: str(v),
    lambda u, v: repr(v),
    lambda u, v: ascii(v),
]
for u in A(), A('x'), A('é'), A('ééé' * 9), 'xyz' * 9, 'é' * 9, '':
    for v in u, R(u), O(u):
        told = []
        for f in CALLS:
            try:
                r = f(u, v)
            except Exception as e:
                r = None
                told.append(f'{type(e).__name__}: {e}'[:40])
            else:
                told.append(f'{type(r).__name__} {r is u}')
        print(repr(str(u))[:5], type(v).__name__, told)
