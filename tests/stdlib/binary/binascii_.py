# base64, hexadecimal, quoted-printable and uuencoded text, checksums: results and messages.
import binascii as B
def tr(f,*a,**k):
    try: print(f.__name__,a,k, f(*a,**k))
    except Exception as e: print(f.__name__,a,k, type(e).__module__, type(e).__name__, e)
for s in [b'',b'YQ==',b'YWI=',b'YWJj',b'YQ',b'Y',b'YWJjZ',b'Y Q = =\n',b'=',b'==YQ',b'YQ==YQ==',b'YQ=Q',b'YQ=',b'Y=Q=',b'Y-Q_',b'\xffYQ==',b'YWJj====','YWJj','\u1234',5,None,b'YQ==\n',b'YWJj=',b'A'*5+b'='*3]:
    tr(B.a2b_base64,s)
    tr(B.a2b_base64,s,strict_mode=True)
for s in [b'',b'a',b'ab',b'abc',b'abcd',bytes(range(60)),'a']:
    tr(B.b2a_base64,s); tr(B.b2a_base64,s,newline=False)
for s in [b'00ff','00FF',b'0',b'0g','\u1234',5,b'']: tr(B.unhexlify,s); tr(B.a2b_hex,s)
tr(B.hexlify,b'\x01\xff\x10'); tr(B.hexlify,b'\x01\xff\x10','-'); tr(B.hexlify,b'\x01\xff\x10\x11',b':',2); tr(B.hexlify,b'abcdef','_',-4); tr(B.hexlify,'a'); tr(B.b2a_hex,b'ab')
tr(B.hexlify,b'ab','--'); tr(B.crc32,b'hello'); tr(B.crc32,b'hello',5); tr(B.crc_hqx,b'hello',0); tr(B.crc_hqx,b'hello',0x1d0f)
for s in [b'a=b c\td \n',b'\x00\xff.',b'.\n',b'a'*80,b'x \r\n y\t\r\n',b'=3D=\n', b'caf\xc3\xa9', b'a=','=41=zz=4',b'=\r\nb']:
    tr(B.b2a_qp,s); tr(B.a2b_qp,s); tr(B.b2a_qp,s,True); tr(B.b2a_qp,s,quotetabs=True,istext=False,header=True); tr(B.a2b_qp,s,header=True)
for s in [b'',b'abc',b'a'*45,b'a'*46]: tr(B.b2a_uu,s); tr(B.b2a_uu,s,backtick=True)
for s in [b' \n',b'#86)C\n',b'#86)C',b'!\x7f\n',b'', b'#86)Cxx', b'"86 \n']: tr(B.a2b_uu,s)
print(B.Error,B.Error.__mro__,B.Incomplete)
