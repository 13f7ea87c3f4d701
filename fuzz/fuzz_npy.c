/* Fuzz target for NumPy's files: .npy and .npz from strangers, headers of format versions 1 to 3
 * around any text, fromfile and frombuffer, loadtxt and genfromtxt, dtype descriptions. The first
 * byte chooses. Any bytes must give a value or an exception; a value is used, so that wrong sizes
 * show. */
#include "fuzz_driver.h"

static const char driver[] =
    "import io, struct, zipfile\n"
    "import numpy as np\n"
    "def use(a):\n"
    "    if isinstance(a, np.ndarray) and a.size < 100000:\n"
    "        repr(a); a.tolist(); a.T.copy(); a.tobytes()\n"
    "        if a.dtype.kind in 'fiub': a.sum()\n"
    "    return a\n"
    "def npy(d):\n"
    "    use(np.load(io.BytesIO(d)))\n"
    "def npz(d):\n"
    "    with np.load(io.BytesIO(d)) as z:\n"
    "        for name in list(z)[:5]: use(z[name])\n"
    "def header(d):\n"
    "    n = d[0] if d else 0\n"
    "    text, data = d[1:n + 1], d[n + 1:]\n"
    "    for version, size in ((1, '<H'), (2, '<I'), (3, '<I')):\n"
    "        try:\n"
    "            npy(b'\\x93NUMPY' + bytes([version, 0]) + struct.pack(size, len(text)) + text + "
    "data)\n"
    "        except (Exception, RecursionError): pass\n"
    "def wrapped(d):\n"
    "    b = io.BytesIO()\n"
    "    with zipfile.ZipFile(b, 'w') as z: z.writestr('a.npy', d)\n"
    "    npz(b.getvalue())\n"
    "def described(d):\n"
    "    n = d[0] if d else 0\n"
    "    use(np.frombuffer(d[n + 1:], dtype=d[1:n + 1].decode('latin-1')))\n"
    "def text(d):\n"
    "    use(np.loadtxt(io.StringIO(d.decode('latin-1'))))\n"
    "def table(d):\n"
    "    use(np.genfromtxt(io.StringIO(d.decode('latin-1')), delimiter=',', dtype=None, "
    "encoding=None, names=True))\n"
    "ways = [npy, npz, header, wrapped, described, text, table, lambda d: "
    "use(np.fromstring(d.decode('latin-1'), sep=','))]\n" FUZZ_ONE_OF_WAYS "import warnings\n"
    "warnings.simplefilter('ignore')\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_one(driver, data, size);
}
