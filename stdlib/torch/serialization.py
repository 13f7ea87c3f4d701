"""torch.save and torch.load: PyTorch's file formats. A file is a ZIP archive (`data.pkl`, `data/0` ..., `version`)
or, in the old format, five pickles followed by the storages."""
import _not_built
import _io as io
import copyreg
import pickle
import struct
import zlib

import torch
from torch import _C
from torch.storage import TypedStorage, UntypedStorage, _CLASSES, _NAMES, _Storage

__all__ = ['save', 'load', 'register_package', 'location_tag', 'default_restore_location', 'normalize_storage_type']

DEFAULT_PROTOCOL = 2
MAGIC_NUMBER = 0x1950a86a20f9469cfc6c
PROTOCOL_VERSION = 1001
_UNSAFE = ("Weights only load failed. Re-running `torch.load` with `weights_only` set to `False` will likely succeed, "
           "but it can result in arbitrary code execution.Do it only if you get the file from a trusted source. "
           "WeightsUnpickler error: ")


def _get_layout(name):
    """The layout of that name, which is how files name it."""
    return getattr(torch, name.removeprefix('torch.'))


copyreg.pickle(torch.layout, lambda layout: (_get_layout, (str(layout),)))

# --- where storages live ---

_package_registry = []


def register_package(priority, tagger, deserializer):
    """Adds a kind of device: tagger(storage) -> location or None, deserializer(storage, location) -> storage or None."""
    _package_registry.append((priority, tagger, deserializer))
    _package_registry.sort(key=lambda entry: entry[0])


def _cuda_deserialize(obj, location):
    if location.startswith('cuda'):
        raise RuntimeError('Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. '
                           'If you are running on a CPU-only machine, please use torch.load with '
                           'map_location=torch.device(\'cpu\') to map your storages to the CPU.')


register_package(10, lambda obj: 'cpu' if obj.device.type == 'cpu' else None,
                 lambda obj, location: obj if location == 'cpu' else None)
register_package(20, lambda obj: None, _cuda_deserialize)


def location_tag(storage):
    for _, tagger, _ in _package_registry:
        location = tagger(storage)
        if location:
            return location
    raise RuntimeError("don't know how to determine data location of " + torch.typename(storage))


def default_restore_location(storage, location):
    for _, _, fn in _package_registry:
        result = fn(storage, location)
        if result is not None:
            return result
    raise RuntimeError("don't know how to restore data location of " + torch.typename(storage) + " (tagged with "
                       + location + ")")


def normalize_storage_type(storage_type):
    return getattr(torch, storage_type.__name__)


def _get_restore_location(map_location):
    """map_location in any of its forms, as a function of a storage and its location."""
    if map_location is None:
        return default_restore_location
    if isinstance(map_location, dict):
        return lambda storage, location: default_restore_location(storage, map_location.get(location, location))
    if isinstance(map_location, (str, bytes)):
        return lambda storage, location: default_restore_location(storage, map_location)
    if isinstance(map_location, torch.device):
        return lambda storage, location: default_restore_location(storage, str(map_location))

    def restore_location(storage, location):
        result = map_location(storage, location)
        return default_restore_location(storage, location) if result is None else result
    return restore_location


# --- the archive ---

class _Writer:
    """Writes the records of an archive, each with its bytes at a multiple of 64 in the file."""

    _LOCAL = struct.Struct('<4s5H3L2H')
    _CENTRAL = struct.Struct('<4s6H3L5H2L')
    _FLAGS = 0x0808  # names are UTF-8; sizes and checksum follow the data

    def __init__(self, write, name):
        self._write = write
        self._name = name
        self._at = 0
        self._directory = []

    def _put(self, data):
        self._write(data)
        self._at += len(data)

    def _padding(self, name_len, size):
        start = self._at + 30 + name_len + 4
        if size >= 0xffffffff or self._at >= 0xffffffff:
            start += 4 + 16 * (size >= 0xffffffff) + 8 * (self._at >= 0xffffffff)
        n = -start % 64
        return b'FB' + struct.pack('<H', n) + b'Z' * n

    def record(self, name, data):
        name = f'{self._name}/{name}'.encode('utf-8')
        size, offset, crc = len(data), self._at, zlib.crc32(data)
        big = b''.join(struct.pack('<Q', v) for v in ((size, size) if size >= 0xffffffff else ()) +
                       ((offset,) if offset >= 0xffffffff else ()))
        extra = struct.pack('<HH', 1, len(big)) + big if big else b''
        padding = self._padding(len(name), size)
        self._put(self._LOCAL.pack(b'PK\3\4', 0, self._FLAGS, 0, 0, 0, 0, 0xffffffff if big else 0,
                                   0xffffffff if big else 0, len(name), len(extra) + len(padding)) + name + extra + padding)
        self._put(data)
        self._put(struct.pack('<4sLQQ' if big else '<4sLLL', b'PK\7\10', crc, size, size))
        self._directory.append(self._CENTRAL.pack(
            b'PK\1\2', 0, 0, self._FLAGS, 0, 0, 0, crc, min(size, 0xffffffff), min(size, 0xffffffff), len(name),
            len(extra), 0, 0, 0, 0, min(offset, 0xffffffff)) + name + extra)

    def finish(self):
        start, directory, n = self._at, b''.join(self._directory), len(self._directory)
        self._put(directory)
        end = self._at
        self._put(struct.pack('<4sQ2H2L4Q', b'PK\6\6', 44, 0x31e, 45, 0, 0, n, n, len(directory), start))
        self._put(struct.pack('<4sLQL', b'PK\6\7', 0, end, 1))
        self._put(struct.pack('<4s4H2LH', b'PK\5\6', 0, 0, min(n, 0xffff), min(n, 0xffff),
                              min(len(directory), 0xffffffff), min(start, 0xffffffff), 0))


_SMALLEST_ARCHIVE = 22     # bytes: the record that ends a central directory


class _Reader:
    """Reads the records of an archive."""

    def __init__(self, file):
        import zipfile
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, struct.error):
            file.seek(0, 2)
            reason = 'not a ZIP archive' if file.tell() < _SMALLEST_ARCHIVE else 'failed finding central directory'
            raise RuntimeError(f'PytorchStreamReader failed reading zip archive: {reason}') from None
        names = self._zip.namelist()
        if not names or '/' not in names[0]:
            raise RuntimeError("PytorchStreamReader failed locating file data.pkl: file not found" if names else
                               "PytorchStreamReader failed reading zip archive: archive does not contain any files")
        self.name = names[0].partition('/')[0]

    def has_record(self, name):
        return f'{self.name}/{name}' in self._zip.NameToInfo

    def get_record(self, name):
        import zipfile
        if not self.has_record(name):
            raise RuntimeError(f"PytorchStreamReader failed locating file {name}: file not found")
        try:
            with self._zip.open(f'{self.name}/{name}') as record:
                record._expected_crc = None     # PyTorch takes the bytes as they are
                return record.read()
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error, struct.error, NotImplementedError) as e:
            raise RuntimeError(f"PytorchStreamReader failed reading file {name}: file read failed") from e

    def close(self):
        self._zip.close()


# --- saving ---

class _Persistent:
    """Names the storages met while pickling, and keeps them."""

    def __init__(self, legacy):
        self.legacy = legacy
        self.storages = {}  # key -> flat tensor
        self.order = []
        self._keys = {}
        self._dtypes = {}

    def _key(self, storage):
        address = storage.data_ptr()
        if storage.nbytes():
            dtype = self._dtypes.setdefault(address, storage.dtype)
            if dtype != storage.dtype:
                raise RuntimeError('Cannot save multiple tensors or storages that view the same data as different types')
        else:
            address = id(storage._flat), storage.dtype
        key = self._keys.get(address)
        if key is None:
            key = self._keys[address] = str(len(self._keys) if not self.legacy else 100000000 + len(self._keys))
            self.storages[key] = storage._flat
        return key

    def __call__(self, obj):
        if not isinstance(obj, _Storage):
            return None
        if isinstance(obj, UntypedStorage):
            kind, numel = _CLASSES['ByteStorage'], obj.nbytes()
        else:
            kind, numel = _CLASSES[_NAMES[obj.dtype]], len(obj)
        key, location = self._key(obj), location_tag(obj)
        if self.legacy:
            return ('storage', kind, key, location, numel, None)
        return ('storage', kind, key, location, numel)


def _pickler(pickle_module, file, protocol, persistent):
    pickler = pickle_module.Pickler(file, protocol=protocol)
    pickler.persistent_id = persistent
    return pickler


def _save(obj, write, name, pickle_module, pickle_protocol):
    persistent = _Persistent(False)
    data = io.BytesIO()
    archive = _Writer(write, name)
    try:
        _pickler(pickle_module, data, pickle_protocol, persistent).dump(obj)
        archive.record('data.pkl', data.getvalue())
        for key in sorted(persistent.storages):
            archive.record(f'data/{key}', _C._to_bytes(persistent.storages[key]))
    finally:    # an archive, whatever is in it
        archive.record('version', b'3\n')
        archive.finish()


def _legacy_save(obj, f, pickle_module, pickle_protocol):
    persistent = _Persistent(True)
    for part in (MAGIC_NUMBER, PROTOCOL_VERSION,
                 dict(protocol_version=PROTOCOL_VERSION, little_endian=True, type_sizes=dict(short=2, int=4, long=4))):
        pickle_module.dump(part, f, protocol=pickle_protocol)
    _pickler(pickle_module, f, pickle_protocol, persistent).dump(obj)
    keys = sorted(persistent.storages)
    pickle_module.dump(keys, f, protocol=pickle_protocol)
    for key in keys:
        flat = persistent.storages[key]
        f.write(struct.pack('<q', flat.numel()) + _C._to_bytes(flat))
    f.flush() if hasattr(f, 'flush') else None


def save(obj, f, pickle_module=pickle, pickle_protocol=DEFAULT_PROTOCOL, _use_new_zipfile_serialization=True):
    """Saves an object to a file (by name or as an object)."""
    import os
    if isinstance(f, (str, os.PathLike)):
        path = os.fspath(f)
        folder = os.path.dirname(path)
        if _use_new_zipfile_serialization and folder and not os.path.isdir(folder):
            raise RuntimeError(f"Parent directory {folder} does not exist.")
        with open(path, 'wb') as file:
            if _use_new_zipfile_serialization:
                name = os.path.splitext(os.path.basename(path))[0]
                _save(obj, file.write, name, pickle_module, pickle_protocol)
            else:
                _legacy_save(obj, file, pickle_module, pickle_protocol)
    elif _use_new_zipfile_serialization:
        _save(obj, f.write, 'archive', pickle_module, pickle_protocol)
    else:
        _legacy_save(obj, f, pickle_module, pickle_protocol)


# --- loading ---

def _check_seekable(f):
    try:
        f.seek(f.tell())
    except (io.UnsupportedOperation, AttributeError) as e:
        for attr in ('seek', 'tell'):
            if f"has no attribute '{attr}'" in str(e) or isinstance(e, io.UnsupportedOperation):
                raise type(e)(str(e) + ". You can only torch.load from a file that is seekable. Please pre-load the data "
                                       "into a buffer like io.BytesIO and try to load from it instead.") from None
        raise


def _dtype_of(kind):
    if isinstance(kind, type) and issubclass(kind, UntypedStorage):
        return _C.uint8
    dtype = getattr(kind, 'dtype', None)
    if not isinstance(dtype, _C.dtype):
        raise RuntimeError(f"Unknown storage type: {kind!r}")
    return dtype


def _restored(flat, dtype, location, restore_location):
    """The storage where it belongs, of its dtype."""
    untyped = UntypedStorage(TypedStorage(flat))
    result = restore_location(untyped, location)
    if isinstance(result, TypedStorage):
        result = result.untyped()
    if result is untyped:
        return TypedStorage(flat)
    n = result.nbytes() // flat.element_size()
    return TypedStorage(_C._view_storage(result._flat, dtype, 0, (n,), (1,)))


def _unpickler(pickle_module, file, persistent_load, load_args):
    class Unpickler(pickle_module.Unpickler):
        def find_class(self, module, name):
            if module == 'torch' and name in _CLASSES:
                return _CLASSES[name]
            if module == 'torch._C' and name == '_VariableFunctionsClass':  # torch.add is an attribute of it there
                return torch
            return super().find_class(module, name)
    unpickler = Unpickler(file, **load_args)
    unpickler.persistent_load = persistent_load
    return unpickler


def _text(value):
    return value.decode('ascii') if isinstance(value, bytes) else value


def _load(archive, map_location, pickle_module, load_args):
    restore_location = _get_restore_location(map_location)
    loaded = {}
    if archive.has_record('byteorder') and archive.get_record('byteorder') not in (b'little', b'big'):
        raise ValueError('Unknown endianness type: ' + archive.get_record('byteorder').decode('latin-1'))
    if archive.has_record('byteorder') and archive.get_record('byteorder') == b'big':
        raise NotImplementedError('torch.load: files of big-endian machines are not built yet')

    def persistent_load(saved_id):
        assert isinstance(saved_id, tuple)
        if _text(saved_id[0]) != 'storage':
            raise RuntimeError(f"Unknown typename for persistent_load, expected 'storage' but got '{_text(saved_id[0])}'")
        kind, key, location, numel = saved_id[1:5]
        key = _text(key)
        if key not in loaded:
            dtype = _dtype_of(kind)
            data = archive.get_record(f'data/{key}')
            size = _C.empty(0, dtype=dtype).element_size()
            if numel < 0 or numel * size > len(data):
                raise RuntimeError(f"PytorchStreamReader failed reading file data/{key}: file read failed")
            flat = _C._from_bytes(data, dtype, 0, (numel,), (1,))
            loaded[key] = _restored(flat, dtype, _text(location), restore_location)
        return loaded[key]

    data = io.BytesIO(archive.get_record('data.pkl'))
    return _unpickler(pickle_module, data, persistent_load, load_args).load()


def _legacy_load(f, map_location, pickle_module, load_args):
    restore_location = _get_restore_location(map_location)
    storages = {}
    pending = {}

    def persistent_load(saved_id):
        assert isinstance(saved_id, tuple)
        if _text(saved_id[0]) == 'module':  # a class with its source text
            return saved_id[1]
        if _text(saved_id[0]) != 'storage':
            raise RuntimeError("Unknown saved id type: %s" % (_text(saved_id[0]),))
        kind, key, location, numel, view = saved_id[1:6]
        key = _text(key)
        if key not in storages:
            dtype = _dtype_of(kind)
            if numel < 0:
                raise RuntimeError("storage has wrong size: expected a number of elements, got %d" % numel)
            _check_room(f, numel * _C.empty(0, dtype=dtype).element_size())
            storages[key] = _restored(_C.zeros(numel, dtype=dtype), dtype, _text(location), restore_location)
        base = storages[key]
        if view is None:
            return base
        view_key, offset, size = view
        if view_key not in pending:
            pending[view_key] = TypedStorage(_C._view_storage(base._flat, base.dtype, offset, (size,), (1,)))
        return pending[view_key]

    def load_part():
        return pickle_module.load(f, **load_args)
    if load_part() != MAGIC_NUMBER:
        raise RuntimeError("Invalid magic number; corrupt file?")
    version = load_part()
    if version != PROTOCOL_VERSION:
        raise RuntimeError("Invalid protocol version: %s" % version)
    load_part()
    result = _unpickler(pickle_module, f, persistent_load, load_args).load()
    for key in load_part():
        key = _text(key)
        if key not in storages:
            raise RuntimeError(f"storage {key} is not used by the pickle; corrupt file?")
        flat = storages[key]._flat
        size, = struct.unpack('<q', _exactly(f, 8))
        if size != flat.numel():
            raise RuntimeError(f"storage has wrong byte size: expected {flat.numel()} got {size}")
        flat.copy_(_C._from_bytes(_exactly(f, flat.numel() * flat.element_size()), flat.dtype, 0, (size,), (1,)))
    return result


def _check_room(f, n):
    """A storage cannot be longer than the rest of the file."""
    at = f.tell()
    f.seek(0, 2)
    end = f.tell()
    f.seek(at)
    if n > end:
        raise RuntimeError(f"unexpected EOF, expected {n - (end - at)} more bytes. The file might be corrupted.")


def _exactly(f, n):
    data = f.read(n)
    if len(data) != n:
        raise RuntimeError(f"unexpected EOF, expected {n - len(data)} more bytes. The file might be corrupted.")
    return data


def _is_zipfile(f):
    start = f.tell()
    magic = f.read(4)
    f.seek(start)
    return magic == b'PK\3\4'


def _load_script(f, map_location):
    """An archive of TorchScript: torch.jit.load says what becomes of it."""
    import warnings
    import torch.jit
    warnings.warn("'torch.load' received a zip file that looks like a TorchScript archive dispatching to 'torch.jit.load' (call "
                  "'torch.jit.load' directly to silence this warning)", UserWarning, stacklevel=4)
    f.seek(0)
    return torch.jit.load(f, map_location)


def _load_opened(f, map_location, pickle_module, weights_only, load_args):
    if weights_only:
        from torch import _weights_only_unpickler as pickle_module
    archive = _Reader(f) if _is_zipfile(f) else None
    try:
        if archive is not None:
            if archive.has_record('constants.pkl'):
                return _load_script(f, map_location)
            return _load(archive, map_location, pickle_module, load_args)
        return _legacy_load(f, map_location, pickle_module, load_args)
    except RuntimeError as e:
        if weights_only and not isinstance(e, NotImplementedError):
            raise pickle.UnpicklingError(_UNSAFE + str(e)) from None
        raise


def load(f, map_location=None, pickle_module=None, *, weights_only=False, **pickle_load_args):
    """Loads what torch.save wrote. weights_only: nothing but tensors and plain containers, so that no code of the
    file's author can run."""
    import os
    if weights_only and pickle_module is not None:
        raise RuntimeError("Can not safely load weights when expiclit picke_module is specified")
    if pickle_module is None:
        pickle_module = pickle
    pickle_load_args.setdefault('encoding', 'utf-8')
    if isinstance(f, (str, os.PathLike)):
        with open(f, 'rb') as file:
            return _load_opened(file, map_location, pickle_module, weights_only, pickle_load_args)
    _check_seekable(f)
    return _load_opened(f, map_location, pickle_module, weights_only, pickle_load_args)


__getattr__ = _not_built.of(__name__)
