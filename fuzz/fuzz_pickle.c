/* Fuzz target for pickles from strangers, with a find_class that knows harmless names only, written
 * again in a protocol that the first byte chooses. Any bytes must give a value or an exception. */
#include "fuzz_driver.h"

static const char driver[] =
    "import io, pickle\n"
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
    "ways = [lambda d: again(d, 5), lambda d: again(d, 2), lambda d: again(d, "
    "0)]\n" FUZZ_ONE_OF_WAYS;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_one(driver, data, size);
}
