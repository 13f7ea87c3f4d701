"""bz2 and lzma: compressors and decompressors in pieces, what they refuse, filters."""
import bz2
import lzma
import _bz2
import _lzma


def told(f):
    try:
        r = f()
        print(repr(r) if not isinstance(r, (_bz2.BZ2Compressor, _lzma.LZMACompressor, _lzma.LZMADecompressor)) else type(r))
    except BaseException as e:
        print(type(e).__name__, e)


B, D = bz2.BZ2Compressor, bz2.BZ2Decompressor
C, L = lzma.LZMACompressor, lzma.LZMADecompressor
text = b''.join(b'%d squared is %d\n' % (i, i * i) for i in range(20000))

for module, pack, unpack in ((bz2, B, D), (lzma, C, L)):
    whole = module.compress(text)
    c = pack()
    parts = [c.compress(text[i:i + 5000]) for i in range(0, len(text), 5000)] + [c.flush()]
    print(module.__name__, b''.join(parts) == whole, module.decompress(whole) == text, module.decompress(b'') if module is bz2 else '')
    d = unpack()
    out = [d.decompress(whole[i:i + 100]) for i in range(0, len(whole), 100)]
    print(b''.join(out) == text, d.eof, d.unused_data, d.needs_input)
    d = unpack()
    out = [d.decompress(whole + b'rest', 1000)]
    while not d.eof:
        out.append(d.decompress(b'', 1000))
    print(b''.join(out) == text, len(out), set(map(len, out[:-1])), d.unused_data, d.needs_input)
    told(lambda: d.decompress(b''))
    d = unpack()
    print(d.decompress(whole[:4], 0), d.needs_input, d.eof)
    print(module.decompress(whole + module.compress(b'second') + b'junk') == text + b'second')
    for bad in (whole[:-3], whole[:len(whole) // 2] + b'zzzz' + whole[len(whole) // 2:], b'no such thing at all', whole[:5]):
        told(lambda: len(module.decompress(bad)))
    told(lambda: module.decompress('text'))
    told(lambda: module.compress('text'))
    told(lambda: module.compress())
    told(lambda: unpack().decompress())
    told(lambda: unpack().decompress(b'', 'a'))
    told(lambda: unpack().decompress(b'', 2 ** 70))
    told(lambda: unpack().decompress(b'', max_length=5))
    told(lambda: unpack().decompress(b'', zzz=5))
    told(lambda: pack().compress())
    told(lambda: pack().compress(1, 2))
    told(lambda: pack().flush(1))
    told(lambda: (lambda b: (b.flush(), b.compress(b'')))(pack()))
    told(lambda: (lambda b: (b.flush(), b.flush()))(pack()))
    told(lambda: module.decompress(memoryview(bytearray(whole))) == text)
    told(lambda: __import__('pickle').dumps(pack()))
    told(lambda: __import__('copy').copy(unpack()))

for level in (1, 5, 9):
    print(level, len(bz2.compress(text, level)), len(bz2.compress(text, compresslevel=level)))
for f in (lambda: B(0), lambda: B(10), lambda: B(1, 2), lambda: B('a'), lambda: B(x=1), lambda: B(compresslevel=3), lambda: B(True),
          lambda: D(1), lambda: D(x=1), lambda: bz2.compress(b'', 0)):
    told(f)

two = lzma.FILTER_LZMA2
for f in (lambda: C(99), lambda: C(format='a'), lambda: C(x=1), lambda: C(1, 2, 3, 4, 5), lambda: C(preset=10), lambda: C(preset='a'),
          lambda: C(preset=-1), lambda: C(preset=2 ** 40), lambda: C(check=99), lambda: C(filters=[]), lambda: C(filters=1),
          lambda: C(filters=[1]), lambda: C(filters=[{}]), lambda: C(filters=[{'id': 99}]), lambda: C(filters=[{'id': two, 'zzz': 1}]),
          lambda: C(filters=[{'id': two, 'preset': 99}]), lambda: C(filters=[{'id': two, 'dict_size': 'a'}]), lambda: C(filters=[{'id': two}] * 5),
          lambda: C(filters=[{'id': 3}]), lambda: C(filters=[{'id': 3, 'dist': 1000}]), lambda: C(preset=1, filters=[{'id': two}]),
          lambda: C(format=2, check=1), lambda: C(format=3), lambda: C(format=2, filters=[{'id': two}]), lambda: C(format=0),
          lambda: C(format=2, preset=10),
          lambda: C(filters=[{'id': two, 'mode': 99}]), lambda: C(filters=[{'id': two, 'lc': 9}]), lambda: C(filters=[{'id': two, 'mode': 2 ** 40}]),
          lambda: C(filters=[{'id': 4, 'zz': 0}]), lambda: C(filters=[{'id': 4, 'start_offset': 1}]),
          lambda: C(filters=[{'id': 4, 'start_offset': 4}, {'id': two}]), lambda: C(filters=[{'id': 'a'}]),
          lambda: L(99), lambda: L(format='a'), lambda: L(memlimit='a'), lambda: L(format=3), lambda: L(format=1, filters=[]),
          lambda: L(format=3, memlimit=1, filters=[]), lambda: L(format=3, filters=[]), lambda: L(x=1), lambda: L(1, 2, 3, 4), lambda: L(memlimit=-1),
          lambda: L(memlimit=1).decompress(lzma.compress(b'a')), lambda: L().decompress(b'abcdefghijkl'),
          lambda: lzma.is_check_supported(1), lambda: lzma.is_check_supported('a'), lambda: lzma.is_check_supported(2), lambda: lzma.is_check_supported(99),
          lambda: lzma._encode_filter_properties({'id': two, 'preset': 6}), lambda: lzma._encode_filter_properties(1),
          lambda: lzma._decode_filter_properties(two, b'\x18'), lambda: lzma._decode_filter_properties(two, b'\x5d'),
          lambda: lzma._decode_filter_properties(3, b'\1'), lambda: lzma._decode_filter_properties(99, b''),
          lambda: lzma._encode_filter_properties({'id': 4}), lambda: lzma._encode_filter_properties({'id': 4, 'start_offset': 16}),
          lambda: lzma._encode_filter_properties({'id': 3, 'dist': 4}), lambda: lzma._encode_filter_properties({}),
          lambda: lzma._decode_filter_properties(lzma.FILTER_LZMA1, b'\x5d\0\0\x80\0')):
    told(f)

for name, settings in {'crc32': dict(check=lzma.CHECK_CRC32), 'sha': dict(check=lzma.CHECK_SHA256), 'none': dict(check=lzma.CHECK_NONE), 'alone': dict(format=lzma.FORMAT_ALONE),
                       'fast': dict(preset=0), 'extreme': dict(preset=3 | lzma.PRESET_EXTREME),
                       'delta': dict(filters=[{'id': lzma.FILTER_DELTA, 'dist': 5}, {'id': two, 'preset': 7 | lzma.PRESET_EXTREME}]),
                       'bcj': dict(filters=[{'id': lzma.FILTER_X86}, {'id': two, 'lc': 0, 'lp': 2, 'pb': 0, 'dict_size': 65536}])}.items():
    packed = lzma.compress(text, **settings)
    d = L()
    before = d.check
    print(name, len(packed), d.decompress(packed) == text, before, d.check)
raw = [{'id': lzma.FILTER_DELTA}, {'id': two, 'mode': lzma.MODE_FAST, 'mf': lzma.MF_HC4, 'nice_len': 50, 'depth': 3}]
packed = lzma.compress(text, lzma.FORMAT_RAW, filters=raw)
print(len(packed), lzma.decompress(packed, lzma.FORMAT_RAW, filters=raw) == text)
print(lzma.LZMAError.__mro__, lzma.LZMACompressor, bz2.BZ2Decompressor)
print([(n, getattr(lzma, n)) for n in lzma.__all__ if n.isupper()])
print(bz2.__all__)
