# Pickles of arrays, scalars and types: recorded from NumPy (zlib, base64), and round trips in every protocol.
import base64
import copy
import io
import pickle
import zlib

import numpy as np

RECORDED = {
    0: '''
eNq1Vc2K2zAQZrstlHmSXBr0/wOF7dWXHArNqWBsJWsCWUc49iHQh+sj9RE6I3lT72YDDm0DjmVrNJ7vZ6TFPjII7fAUT8tw6LbLp2Hf76quq05Qdttw
aI99N4QeIodFjoN2k+ejgEXBoI8SQhkOm204wralAUQFi3UNUcN6X/W7lkM0GGjha3R493jnDFdj0kJAIfEd52MdsOlPEVNwTL/eORxIKBjDi1OYorUa
10lYf8ZJA6vVqvjEIV1UDrdQ04KGivg+MPzN/7+bH/pufuj9/ND380M/zA9Fohw0pAEn8gXxJDjU1RXtj6HaVx1KjCI0SYlHhU9TJQQpIbISzRsyCAP1
hQQ/HzCLzZUIRwk8GYjhSHKoGjREc7aVgIbcIiXNqrNd8I2GXNQ3AVGaSVGSLCbdi6IcFAqKlMlPnFHNZ6++fBXe4lixjExxrEJRpUoixw2y9BKaUhma
0hRoRmgEQNkRWsDqo3ITbIqU0+wq4Zrf6PtfD/Mp+ILNLDI6TXpoRSOd0CWP6Pzd+1s8qc2YkVTTRIgmjIa9osvwTJcRNCsnTjBqpOsRNwqjJ2wZQ7H2
KlvG/cUucRNvxmeUllxuqTYriLcpQiszQktNZfWfrZFAWqLJJlz/u9p/Z5uPiNyOnW6p0y11umOvkbtRW0faulHbPota47nh1ERUR/3iTN79f+CkvdDV
TXW9w5CRfU/se0riL9j3I/ue2PfP7KeZZ+rxlCzLetjhDtmWJdSnfnuE6NFfPS5Ji/25GbDCJn2KM5aOOtzalr8BaaTcYA==
''',
    2: '''
eNp1UltT00AUTtKCNV4ALyjeEK/FS6WIWBVttV6JVj0KVhFjso2znYGUL90+dMYHXhrov/E/8MN0N02qA3VnkrOZPfvdcjaNVWhZ5rfWN9o51gi83Hpr
TdSdIHDaph14rOE3RdBiwoTe6zL9Wu8UhqV1kGI2a9Q81jQ9X21MpKu6pmkuhqrDsq45ou7nMRxiHyGzhf0EM2vplmGlQhyIIWuivSFvHqwa8ka9gEPd
7S0cJoxkrVSEtoDRSqWy+Fuu6GVpAmNul6erM9rfpcfViGsqrum4DsUVR7jUc5RwTOC4+x/zTeasOYGJcd6T9WMOJ5Ssk4QJKYvvFXTKlXp6HDubRZxW
JGcIZ0OcI0xynUeBnecyhSnChSiFDi7G+EuzuKTwLxOuJPhWxkpbGYGrkdVR2eXEFlz5MGUlq1imCdcErrt8ImG5oVhuEnKKRe/glmRRcbD8PGYUTZ4w
O9jG7YhsrJ/qzq9ivCthTrHdIcwL3HX5OB+RnZl/kkZBNdwj3A/xgLCQyHmo5DwiFGPTpSTUAh4rNU8I5cFqnvat71olPFNczwkvBF66CdMrxbRIsHpD
ZoR4zcvbEmJqAMQug5kS3ijMCuGtwLs+5nuFSYQPEnM6Vu7m8VEpXyIsJ1P6E5/26K9G+tWpjs8K/AthReBrH3xVgX8j2Eqw/P7Oy11m226rLkfRt23T
bQuvacKRP9kVYCr2Zb4SokbwvNwfEX0Ong==
''',
    4: '''
eNprYJm6iIkBDGKnaPSI5pXmFlTqJecXperlluaUZCYWFSVWTunhiS9KTc7PKy4pKk0umTJ5Sg8rWOGUHva8FIiSyVO8GVqnODMmTWmfEjRFw5vRm8mb
uW1KBksPa0pJZUEqSBNTpsWUzg6IPHMPo80UPz8/r/9AACa8GUqmJHU6GzBAASOUhjqPgRlKs0BpVig9Bagtg7GHrTg5MSexCGhPBm8PU5oJwqYMQUx7
nIGmHLCf0gZUkcGcwQZyewYH3OWtYDNCjdDM8ObwZvHmALtSIBFqexIQJ8NcIYlpFiPYLOZkQzP8DgIaCTHwgz3UZAewkWIZAs4cMK/jd2+aBZFWwAHE
CkzzvJmAMWfd4ayArh7ViRzY9WuCHJNkiBzVNVijmpERu/0gjnWnMwM0ALwyfEH+TtUDABto3EM=
''',
    5: '''
eNp9kk9LwzAYxpN2dcWJTEXPHuulOBGZIGxQ9GBgB8GjjDZr6WD/yNrDwIOXTQe57XXfwu/gR/IbaJKm2s2xF9I3h+SX53mfvljvHwZS9QQOPxyk/dHE
pUMWumIbsi4FXmlHbNgP0igKGSzAWZ6j1cK6axAydS/pbukO3FJ80TvJZBQKGDe6dZi/vcIDOMTk+AZardb9tyj1ISiBgBjEnAHHHiTiGD8uaOynvaTr
M+YL5s6Y+j1fKozL3Igu/7Bx5T/UE+I+GzATJ2LTWVa1RF/3QCwqJUvW48Uai9ikRGwlbQrxvpQVnxQxWX019KYpMSatXW3XRPAv7Sje9ex8jpnKA77X
ZiEdDsYJS2kifVq8POhk9hdA0BQ8HED2AFbS5CDq2x+de9W1OJtizoF0c4o2VnPVnS3cXYuMDJnRncpIXs5/CqxUBLViys8bUj7TzsXV/CHJRYWR3HoY
q1mE7g+YetYr
''',
}
for protocol, text in RECORDED.items():
    values = pickle.loads(zlib.decompress(base64.b64decode(text)))
    for v in values:
        print(protocol, isinstance(v, (np.ndarray, np.generic)), repr(v), getattr(v, 'dtype', None), getattr(v, 'size', 1) and getattr(v, 'strides', None))
values = [np.arange(6, dtype=np.int16).reshape(2, 3), np.float64(2.5), np.array(['é', 'x']), np.array([[1.5, 2], [3, 4]]).T, np.ones((2, 0)),
          np.array(5), np.complex64(1 + 2j), np.dtype('int32'), np.array([True, False]), {'k': [np.uint8(3), np.arange(3)]}]
for protocol in range(6):
    for v in values:
        r = pickle.loads(pickle.dumps(v, protocol))
        print(protocol, type(r) is type(v), repr(r) == repr(v), not isinstance(r, np.ndarray) or r.flags.writeable)
a = np.arange(3)
b = pickle.loads(pickle.dumps([a, a]))
print(b[0] is b[1], copy.deepcopy(a), copy.copy(a) is a)
a = np.arange(4.)
buffers = []
data = pickle.dumps(a, 4)
print(b'numpy.core.multiarray' in data, b'_reconstruct' in data, b'scalar' in pickle.dumps(np.float64(1), 2))
f = io.BytesIO()
pickle.dump(a, f)
f.seek(0)
print(pickle.load(f))
