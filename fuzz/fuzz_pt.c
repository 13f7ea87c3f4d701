/* Fuzz target for PyTorch's files: whole .pt archives, archives put together around any pickle and
 * any storage, the older stream format, with and without weights_only, and what storages and
 * tensors are rebuilt from. The first byte chooses. Any bytes must give a value or an exception;
 * tensors are read, so that sizes and strides beyond the storage show. */
#include "fuzz_driver.h"

static const char driver[] =
    "import io, pickle, struct, zipfile\n"
    "import torch\n"
    "def use(v, depth=0):\n"
    "    if isinstance(v, torch.Tensor):\n"
    "        if v.numel() < 100000: repr(v); v.clone(); v.reshape(-1).tolist()\n"
    "    elif isinstance(v, dict) and depth < 5:\n"
    "        for k in list(v)[:20]: use(v[k], depth + 1)\n"
    "    elif isinstance(v, (list, tuple)) and depth < 5:\n"
    "        for x in v[:20]: use(x, depth + 1)\n"
    "def load(d):\n"
    "    use(torch.load(io.BytesIO(d), weights_only=True))\n"
    "def trusted(d):\n"
    "    class Module: pass\n"
    "    class Names(pickle.Unpickler):\n"
    "        def find_class(self, module, name):\n"
    "            if module.startswith('torch') or (module, name) == ('collections', "
    "'OrderedDict'):\n"
    "                if name in ('_rebuild_tensor_v2', '_rebuild_parameter', 'OrderedDict', "
    "'FloatStorage', 'LongStorage', 'Size', 'float32'):\n"
    "                    return super().find_class(module, name)\n"
    "            raise pickle.UnpicklingError('forbidden')\n"
    "    Module.Unpickler = Names\n"
    "    Module.load = staticmethod(lambda f, **k: Names(f).load())\n"
    "    use(torch.load(io.BytesIO(d), pickle_module=Module))\n"
    "def archive(d, trust=False):\n"
    "    n = struct.unpack('<H', d[:2].ljust(2, b'\\0'))[0]\n"
    "    b = io.BytesIO()\n"
    "    with zipfile.ZipFile(b, 'w') as z:\n"
    "        z.writestr('archive/data.pkl', d[2:n + 2])\n"
    "        z.writestr('archive/data/0', d[n + 2:])\n"
    "        z.writestr('archive/version', '3\\n')\n"
    "    (trusted if trust else load)(b.getvalue())\n"
    "saved = io.BytesIO()\n"
    "torch.save({'a': torch.arange(6.).reshape(2, 3).t(), 'b': [torch.ones(2, "
    "dtype=torch.int64)]}, saved)\n"
    "saved = saved.getvalue()\n"
    "old = io.BytesIO()\n"
    "torch.save([torch.ones(3), torch.zeros(2, 2)], old, _use_new_zipfile_serialization=False)\n"
    "old = old.getvalue()\n"
    "def changed(base, d):\n"
    "    data = bytearray(base)\n"
    "    for i in range(0, len(d) - 2, 3):\n"
    "        data[(d[i] << 8 | d[i + 1]) % len(data)] = d[i + 2]\n"
    "    for f in (load, trusted):\n"
    "        try: f(bytes(data))\n"
    "        except (Exception, RecursionError): pass\n"
    "ways = [load, trusted, archive, lambda d: archive(d, True), lambda d: changed(saved, d), "
    "lambda d: changed(old, d),\n"
    "        lambda d: use(torch.frombuffer(bytearray(d), dtype=torch.float32))]\n" FUZZ_ONE_OF_WAYS
    "import warnings\n"
    "warnings.simplefilter('ignore')\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_one(driver, data, size);
}
