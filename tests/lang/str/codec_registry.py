"""The codecs module: lookup, incremental decoding, streams, registered handlers and codecs."""
import codecs
import io

def t(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)

print(codecs.lookup("UTF8").name, codecs.lookup("latin_1").name, codecs.lookup("U16").name, codecs.BOM_UTF8, codecs.BOM_UTF16_LE)
t(codecs.lookup, "nope")
t(codecs.encode, "abc", "rot13"); t(codecs.encode, b"abc", "hex"); t(codecs.decode, b"616263", "hex"); t(codecs.encode, "é", "ascii", "xmlcharrefreplace")
d = codecs.getincrementaldecoder("utf-8")()
print([d.decode(bytes([b])) for b in "aé日😀".encode()], repr(d.decode(b"", True)))
d = codecs.getincrementaldecoder("utf-16")()
print([d.decode(bytes([b])) for b in "aé😀".encode("utf-16")])
d = codecs.getincrementaldecoder("utf-8")("replace")
print(ascii(d.decode(b"a\xe6") + d.decode(b"", True)))
e = codecs.getincrementalencoder("utf-16")()
print(e.encode("a"), e.encode("b"))
print(list(codecs.iterdecode([b"\xe6\x97", b"\xa5x"], "utf-8")), list(codecs.iterencode("aé", "latin-1")))
def handler(exc):
    return ("<%d:%d %s>" % (exc.start, exc.end, type(exc).__name__), exc.end)
codecs.register_error("test.mark", handler)
print("aé日b".encode("ascii", "test.mark"), b"a\xffb\xfe".decode("utf-8", "test.mark"), codecs.lookup_error("test.mark") is handler)
t("é".encode, "ascii", "unknown.handler")
codecs.register_error("test.bad", lambda exc: "nonsense")
t("é".encode, "ascii", "test.bad")
def search(name):
    if name == "upper_test":
        return codecs.CodecInfo(lambda s, errors="strict": (s.upper().encode(), len(s)), lambda b, errors="strict": (bytes(b).decode().lower(), len(b)), name="upper_test")
codecs.register(search)
print("abc".encode("upper-test"), b"ABC".decode("upper_test"))
raw = io.BytesIO("line é\nzwei 日\n".encode())
print(codecs.getreader("utf-8")(raw).readlines())
out = io.BytesIO()
w = codecs.getwriter("utf-16-le")(out)
w.write("aé")
print(out.getvalue())
