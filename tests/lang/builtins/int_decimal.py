import random
random.seed(1)
for bits in list(range(1, 200, 7)) + [63,64,65,127,128,129,192,256,512,1000,1500,1535,1536,1537,2000,5000]:
    for _ in range(20):
        a = random.getrandbits(bits)
        for v in (a, -a, (1<<bits), (1<<bits)-1, 10**(bits*3//10), 10**(bits*3//10)-1):
            s = str(v)
            assert int(s) == v, (bits, v)
            t = hex(abs(v))
            u = 0
            w = s.lstrip('-')
            for c in w: u = u*10 + ord(c) - 48
            assert u == abs(v), s
for bad in ('1'*30+'x', 'x'+'1'*30, '1'*19+'_', '12345678901234567890 1', '9'*100+'.'):
    try: int(bad); print('no error', bad)
    except ValueError as e: print(e)
print(int('1_000_000_000_000_000_000_000'), int('0'*50+'123'), int(' '+'7'*40+' '), int('-'+'8'*40), int('+'+'8'*40), str(10**19), str(10**38), str(-10**57))
