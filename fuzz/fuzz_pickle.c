/* Fuzz target for what reads bytes from strangers: pickles (with a find_class that knows harmless
 * names only), torch.load with weights_only, zip archives, zlib and gzip streams, struct, base64.
 * The first byte chooses. Any bytes must give a value or an exception. */
#include "fuzz_driver.h"

static const char driver[] =
    "import base64, binascii, array, collections, gzip, io, pickle, struct, zipfile, zlib\n"
    "import torch\n"
    "class Thing:\n"
    "    pass\n"
    "names = {'builtins': ['list', 'dict', 'set', 'frozenset', 'int', 'float', 'complex', 'str', "
    "'bytes', 'bytearray',\n"
    "                      'tuple', 'slice', 'object', 'ValueError', 'OSError', 'Exception'],\n"
    "         'collections': ['OrderedDict', 'deque', 'defaultdict', 'Counter'], 'array': "
    "['array', '_array_reconstructor'],\n"
    "         '__main__': ['Thing']}\n"
    "class Safe(pickle.Unpickler):\n"
    "    def persistent_load(self, pid):\n"
    "        return pid\n"
    "    def find_class(self, module, name):\n"
    "        if name in names.get(module, ()):\n"
    "            return super().find_class(module, name)\n"
    "        raise pickle.UnpicklingError('forbidden')\n"
    "def again(data, protocol):\n"
    "    value = Safe(io.BytesIO(data), buffers=[b'x', bytearray(b'y')]).load()\n"
    "    pickle.loads(pickle.dumps(value, protocol))\n"
    "def archive(data):\n"
    "    with zipfile.ZipFile(io.BytesIO(data)) as z:\n"
    "        for name in z.namelist()[:10]:\n"
    "            z.open(name).read(100000)\n"
    "def formats(data):\n"
    "    n, text = data[0] % 32, data[1:]\n"
    "    size = struct.calcsize(text[:n])\n"
    "    if size < 100000:\n"
    "        struct.unpack_from(text[:n], text[n:].ljust(size))\n"
    "ways = [lambda d: again(d, 5), lambda d: again(d, 2), lambda d: again(d, 0), lambda d: "
    "torch.load(io.BytesIO(d), weights_only=True),\n"
    "        archive, lambda d: zlib.decompressobj().decompress(d, 100000), lambda d: "
    "gzip.GzipFile(fileobj=io.BytesIO(d)).read(100000),\n"
    "        formats, base64.b64decode, base64.b32decode, base64.a85decode, binascii.a2b_qp, "
    "binascii.a2b_uu]\n"
    "def one(data):\n"
    "    if data:\n"
    "        try:\n"
    "            ways[data[0] % len(ways)](data[1:])\n"
    "        except (Exception, RecursionError):\n"
    "            pass\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_one(driver, data, size);
}
