"""Addresses in brackets, and the old functions that take addresses apart."""
import urllib.parse as p
import warnings

for u in (
    'Scheme://user@[192.0.2.146]/Path?Query','s://[important.com:8000]/','s://[v123r.IP]/','s://[v12ae]/','s://[v.IP]','s://[v123.]','s://[v]','s://[0439:23af::2309::fae7:1234]/','Scheme://user@]v6a.ip[/Path','scheme://prefix.[v6a.ip]','scheme://[v6a.ip].suffix','s://[::1]:80/','s://u:p@[::1]:80/x','s://[V6.x]/','s://[v6a.ip]:','s://[::1%eth0]/','s://[]/','s://[::1]x:80','s://u@[a]@[::1]/','s://[v1.a b]/','s://[va.:!$]/','s://[::1','s://::1]', '//[1.2.3.4]','s:[1]','s://[a]@host/','s://[a]@1.2.3.4','s://[::1]]/', 's://[[::1]/'):
    try:
        print(u, p.urlsplit(u))
    except ValueError as e:
        print(u, type(e).__name__, e)
warnings.simplefilter('ignore')
for n,args in {'splittype':['type:x','x',':x','Ty-p:x/y:z','a/b:c','x:\ny'],'splithost':['//a:1/b?c','//a','/a','//a#b','//a?b','///f','//a\nb/c','a'],'splituser':['a:b@c','@c','c','a@b@c'],'splitpasswd':['a:b','a','a:b:c','a\nb:c'],'splitport':['a:88','a','a:','a:x','[::1]:88','a:b:99','a\n:8',':8', 'a:٣'],'splitnport':['a:88','a','a:','a:x','a: +1_0 ','a:٣','a:-1'],'splitquery':['a?b?c','a','?b'],'splittag':['a#b#c','a','#b'],'splitattr':['a;b;c','a',';b','a;'],'splitvalue':['a=b=c','a','=b'],'to_bytes':['a',b'a',5,None]}.items():
    for a in args:
        try: print(n, ascii(a), getattr(p,n)(a))
        except Exception as e: print(n, ascii(a), type(e).__name__, e)
print(p.splitnport('a:x',5), p.splitnport('a',5), p.splitnport('a:',defport=5))
for a in ('\xe9',):
    try: p.to_bytes(a)
    except Exception as e: print(type(e).__name__, e)
try: p.nope
except AttributeError as e: print(e)
