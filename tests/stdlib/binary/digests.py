# Digests, keyed digests, text encodings of bytes, UUIDs, tokens, gzip.
import hashlib,hmac,base64,uuid,secrets,gzip,io
def tr(f,*a,**k):
    try: print(a,k, f(*a,**k))
    except Exception as e: print(a,k, type(e).__name__, e)
d=b'The quick brown fox'*7
for n in sorted(hashlib.algorithms_guaranteed):
    h=hashlib.new(n,d); h2=getattr(hashlib,n)(); h2.update(d[:50]); c=h2.copy(); h2.update(d[50:])
    L=(20,) if 'shake' in n else ()
    print(n,h.name,h.digest_size,h.block_size,h.hexdigest(*L),h2.hexdigest(*L)==h.hexdigest(*L),c.hexdigest(*L)[:8], h2.digest(*L)[:4])
tr(hashlib.new,'nope'); tr(hashlib.md5,'x'); tr(hashlib.md5,5); tr(hashlib.sha256(b'').digest,5); tr(hashlib.shake_128().digest); tr(hashlib.new,'SHA256',b'a') if 0 else None
print(hashlib.new('SHA256',b'a').hexdigest(), hashlib.new('sha512_256',b'a').hexdigest())
for k in [dict(digest_size=20),dict(key=b'secret'),dict(salt=b'salt'),dict(person=b'me'),dict(digest_size=1,key=b'k',salt=b's',person=b'p'),dict(fanout=2,depth=3,leaf_size=100,node_offset=5,node_depth=1,inner_size=32,last_node=True)]:
    print(k,hashlib.blake2b(d*3,**k).hexdigest(), hashlib.blake2s(d*3,**{a:(b if a!='digest_size' or b<32 else 20) for a,b in k.items()}).hexdigest())
tr(hashlib.blake2b,digest_size=65); tr(hashlib.blake2b,digest_size=0); tr(hashlib.blake2b,key=b'x'*65); tr(hashlib.blake2s,salt=b'x'*9); tr(hashlib.blake2b,person=b'x'*17); tr(hashlib.blake2b,'x')
print(hashlib.pbkdf2_hmac('sha256',b'pw',b'salt',1000).hex(), hashlib.scrypt(b'pw',salt=b's',n=16,r=8,p=1,dklen=16).hex())
print(hmac.new(b'key',d,'sha256').hexdigest(), hmac.new(b'k'*200,d,hashlib.md5).hexdigest(), hmac.digest(b'k',b'm','sha1').hex(), hmac.new(b'k',digestmod='md5').name, hmac.compare_digest('a','a'), hmac.compare_digest(b'a',b'b'))
tr(hmac.new,b'k'); tr(hmac.new,'k',digestmod='md5')
for f in ('b64encode','b32encode','b16encode','a85encode','b85encode','b32hexencode','urlsafe_b64encode','standard_b64encode','encodebytes'):
    for s in (b'',b'a',b'ab',b'abc',b'abcd',b'\xff\xfe\xfd',bytes(8),b'    x',d):
        e=getattr(base64,f)(s); dd=getattr(base64,f.replace('encode','decode') if f!='encodebytes' else 'decodebytes')(e); print(f,e,dd==s)
tr(base64.b64decode,'YQ'); tr(base64.b64decode,'Y!Q==',validate=True); tr(base64.b64decode,b'-_',b'-_'); tr(base64.b32decode,b'A'); tr(base64.b32decode,b'mfrgg==='); tr(base64.b32decode,b'mfrgg===',True); tr(base64.b16decode,b'ag'); tr(base64.b16decode,b'ff'); tr(base64.b16decode,b'ff',True); tr(base64.b85decode,b'~~~~~'); tr(base64.a85decode,b'<~87cUR~>',adobe=True); tr(base64.a85decode,b'v'); tr(base64.a85encode,b'hello world'*3,wrapcol=10,adobe=True); tr(base64.b64encode,'x'); tr(base64.b64decode,5); tr(base64.b32decode,'01'); tr(base64.b32decode,b'MZXW6YQ=')
u=uuid.UUID('{12345678-1234-5678-1234-567812345678}'); print(u,repr(u),u.hex,u.int,u.urn,u.bytes,u.bytes_le,u.fields,u.time,u.clock_seq,u.node,u.variant,u.version,hash(u)==hash(u.int))
print(uuid.uuid5(uuid.NAMESPACE_DNS,'python.org'),uuid.uuid3(uuid.NAMESPACE_DNS,'python.org'),uuid.uuid4().version,uuid.uuid1().version, uuid.UUID(int=5), uuid.UUID(bytes=bytes(16)), uuid.UUID(fields=u.fields)==u, u<uuid.UUID(int=5), sorted([u,uuid.UUID(int=1)])[0])
tr(uuid.UUID,'x'); tr(uuid.UUID); tr(uuid.UUID,int=-1); tr(setattr,u,'int',5)
import pickle,copy; print(pickle.loads(pickle.dumps(u))==u, copy.deepcopy(u)==u)
print(len(secrets.token_hex(8)),len(secrets.token_bytes()),len(secrets.token_urlsafe(16)),secrets.randbelow(1),secrets.choice([3]), secrets.compare_digest('a','a'))
z=gzip.compress(d,mtime=0); print(z, gzip.decompress(z)==d, gzip.decompress(z+z+b'\0\0')==d*2)
b=io.BytesIO(); f=gzip.GzipFile(fileobj=b,mode='wb',mtime=5,filename='x.txt'); print(f.write(d),f.tell()); f.close(); v=b.getvalue(); print(v)
f=gzip.GzipFile(fileobj=io.BytesIO(v)); print(f.read(5),f.peek(3)[:3],f.readline()==d[5:],f.read(),f.tell(),f.mtime); f.seek(3); print(f.read(4)); f.seek(0); print(len(f.readlines()))
import tempfile,os; path=os.path.join(tempfile.mkdtemp(),'x.gz')
with gzip.open(path,'wt') as f: f.write('héllo\nworld\n')
with gzip.open(path,'rt') as f: print(list(f))
tr(gzip.decompress,v[:-3]); tr(gzip.decompress,b'xx'); tr(gzip.decompress,v[:-8]+b'\0'*8); tr(lambda: gzip.GzipFile(fileobj=io.BytesIO(v[:20])).read()); tr(lambda: gzip.GzipFile(fileobj=io.BytesIO(b'hello world')).read()); tr(gzip.open,'x','rq'); tr(gzip.open,5)
