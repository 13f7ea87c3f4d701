"""Messages of str operations and methods that get the wrong thing."""
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

one, text, none = 1, "x", None
t(lambda: "a" + one); t(lambda: one + "a"); t(lambda: "a" * "b"); t(lambda: "a" * 1.5)
t(lambda: "a"[1]); t(lambda: "a"[-2]); t(lambda: "a"[text]); t(lambda: "a"[None:2]); t(lambda: "a"[::0]); t(lambda: "a"["x":])
t(lambda: one in "a"); t(lambda: "a" < one); t(lambda: "a" == one)
t(lambda: "a".join(one)); t(lambda: ",".join(["a", one])); t(lambda: ",".join([b"a"]))
t(lambda: "a".find(one)); t(lambda: "a".index("b")); t(lambda: "a".rindex("b")); t(lambda: "a".count(none))
t(lambda: "a".split(one)); t(lambda: "a".split("")); t(lambda: "a".rsplit("")); t(lambda: "a".partition("")); t(lambda: "a".partition(one))
t(lambda: "a".startswith(one)); t(lambda: "a".startswith(("b", one))); t(lambda: "a".endswith(["a"]))
t(lambda: "a".replace(one, "b")); t(lambda: "a".replace("b", one)); t(lambda: "a".replace("a", "b", "c")); t(lambda: "a".strip(one))
t(lambda: "a".center("x")); t(lambda: "a".center(5, "ab")); t(lambda: "a".ljust(5, one)); t(lambda: "a".zfill("x"))
t(lambda: "a".removeprefix(one)); t(lambda: "a".encode(one)); t(lambda: "a".encode("nope")); t(lambda: "é".encode("ascii"))
t(lambda: "a".translate(one)); t(lambda: "a".translate({97: "b", 98: one})); t(lambda: "a".translate({97: 1114112})); t(lambda: "a".translate({97: 1.5}))
t(lambda: str.maketrans(one)); t(lambda: str.maketrans("ab", "c")); t(lambda: str.maketrans({"ab": 1})); t(lambda: str.maketrans(one, "a"))
t(lambda: str(b"a", "utf-8", "strict", 1)); t(lambda: str("a", "utf-8")); t(lambda: str(one, "utf-8")); t(lambda: str(b"\xff", "utf-8"))
t(lambda: str.upper(one)); t(lambda: str.join("a")); t(lambda: "a".upper(one))
t(lambda: "é\ud800".encode()); t(lambda: "aé日".encode("latin-1"))
t(lambda: setattr("a", "b", 1))
try:
    "abc"[0] = "x"
except TypeError as e:
    print(e)
try:
    del "abc"[0]
except TypeError as e:
    print(e)
