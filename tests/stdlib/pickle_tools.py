"""pickletools: listing, printing and shortening pickles, and what wrong ones say."""
import hashlib
import io
import pickle
import pickletools

print([(op.name, op.code, op.arg and op.arg.name, op.proto, op.stack_before, op.stack_after) for op in pickletools.opcodes])


class C:
    pass


shared = {3: 4.5, 'k': [C()] * 2}
data = [1, 'a', (1, 2), shared, b'x', {1}, None, [1] * 2, 10 ** 30, bytearray(b'hh'), 'x' * 300, C, 'a', shared]
many = [[str(i)] for i in range(300)] * 2
for protocol in range(6):
    p = pickle.dumps(data, protocol)
    q = pickletools.optimize(p)
    print(protocol, len(p), len(q), hashlib.md5(q).hexdigest(), len(pickletools.optimize(pickle.dumps(many, protocol))))
    for text, width in (p, 4), (q, 2):
        out = io.StringIO()
        pickletools.dis(text, out, indentlevel=width)
        print(hashlib.md5(out.getvalue().encode()).hexdigest())
pickletools.dis(pickle.dumps([1, 'a', (1, 2), [1, [2]]], 0))
memo, f = {}, io.BytesIO()
pickler = pickle.Pickler(f, 2)
pickler.dump(memo_of := [1, 2])
pickler.dump(memo_of)
f.seek(0)
pickletools.dis(f, memo=memo)
pickletools.dis(f, memo=memo)
print(memo)
for wrong in [b'', b'K', b'\xffx', b'I1x', b'.', b'0.', b'(0.', b'q\x00.', b'N N.', b'NN.', b'h\x00.', b'Nq\x00q\x00.', b'I12', b'l.',
              b'X\x05\x00\x00\x00ab', b'L12\n.', b't.', b"S'a\n.", b'Sabc\n.', b'I01\n.', b'c__main__\nx\n.', b'N2.', b'F1e5\n.']:
    try:
        pickletools.dis(wrong)
    except ValueError as exc:
        print(wrong, exc)
