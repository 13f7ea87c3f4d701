"""The compiler's view of names: which scope binds, uses and shares what."""
import _kukri
from posix import fspath as _fspath

__all__ = ["symtable", "SymbolTable", "Class", "Function", "Symbol"]


def symtable(code, filename, compile_type):
    """The SymbolTable of a text; compile_type is compile()'s mode."""
    _fspath(filename)
    if not isinstance(compile_type, str):
        given = None if compile_type is None else type(compile_type).__name__
        raise TypeError(f"symtable() argument 3 must be str, not {given}")
    if "\0" in compile_type:
        raise ValueError("embedded null character")
    if not isinstance(code, (str, bytes, bytearray, memoryview)):
        raise TypeError("symtable() arg 1 must be a string or bytes object")
    if compile_type not in ("exec", "eval", "single"):
        raise ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
    return _table(_kukri.scopes(code, filename, compile_type), filename)


def _table(scope, filename):
    return {"function": Function, "class": Class}.get(scope[0], SymbolTable)(scope, filename)


class SymbolTable:
    """One scope: a module, class, function, lambda or comprehension."""

    def __init__(self, raw_table, filename):
        self._type, self._name, self._line, self._nested, symbols, inside = raw_table
        self._filename = filename
        self._children = [_table(scope, filename) for scope in inside]
        self._meanings = {name: (flags, meaning) for name, flags, meaning in symbols}
        self._symbols = {}

    def __repr__(self):
        sort = "" if type(self) is SymbolTable else type(self).__name__ + " "
        name = self._type if self._type == "module" else self._name
        place = " " if self._type == "module" else " in "
        return f"<{sort}SymbolTable for {name}{place}{self._filename}>"

    def get_type(self):
        return self._type

    def get_id(self):
        return id(self)

    def get_name(self):
        return self._name

    def get_lineno(self):
        return self._line

    def is_optimized(self):
        return self._type == "function"

    def is_nested(self):
        return self._nested

    def has_children(self):
        return bool(self._children)

    def get_identifiers(self):
        return self._meanings.keys()

    def lookup(self, name):
        if name not in self._symbols:
            flags, meaning = self._meanings[name]
            bound_to = [child for child in self._children if child._name == name]
            self._symbols[name] = Symbol(name, (flags, meaning), bound_to, module_scope=self._type == "module")
        return self._symbols[name]

    def get_symbols(self):
        return [self.lookup(name) for name in self._meanings]

    def get_children(self):
        return list(self._children)


class Function(SymbolTable):
    """The scope of a function, lambda or comprehension."""

    def _names(self, wanted):
        return tuple(name for name, (flags, meaning) in self._meanings.items() if wanted(flags, meaning))

    def get_parameters(self):
        return self._names(lambda flags, meaning: "parameter" in flags)

    def get_locals(self):
        return self._names(lambda flags, meaning: meaning in _LOCAL)

    def get_globals(self):
        return self._names(lambda flags, meaning: meaning in _GLOBAL)

    def get_nonlocals(self):
        return self._names(lambda flags, meaning: "nonlocal" in flags)

    def get_frees(self):
        return self._names(lambda flags, meaning: meaning == "free")


class Class(SymbolTable):
    """The scope of a class body."""

    def get_methods(self):
        return tuple(dict.fromkeys(child._name for child in self._children))


_LOCAL = ("local", "cell")
_GLOBAL = ("declared global", "global")
_BINDS = {"assigned", "parameter", "imported"}


class Symbol:
    """What one name means in one scope."""

    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self._name = name
        self._flags, self._meaning = flags
        self._namespaces = namespaces or ()
        self._module_scope = module_scope

    def __repr__(self):
        return f"<symbol {self._name!r}>"

    def _is_module_variable(self):
        return self._module_scope and not _BINDS.isdisjoint(self._flags)

    def get_name(self):
        return self._name

    def is_referenced(self):
        return "referenced" in self._flags

    def is_parameter(self):
        return "parameter" in self._flags

    def is_global(self):
        return self._meaning in _GLOBAL or self._is_module_variable()

    def is_nonlocal(self):
        return "nonlocal" in self._flags

    def is_declared_global(self):
        return self._meaning == "declared global"

    def is_local(self):
        return self._meaning in _LOCAL or self._is_module_variable()

    def is_annotated(self):
        return "annotated" in self._flags

    def is_free(self):
        return self._meaning == "free"

    def is_imported(self):
        return "imported" in self._flags

    def is_assigned(self):
        return "assigned" in self._flags

    def is_namespace(self):
        return bool(self._namespaces)

    def get_namespaces(self):
        return self._namespaces

    def get_namespace(self):
        if len(self._namespaces) == 0:
            raise ValueError("name is not bound to any namespaces")
        if len(self._namespaces) > 1:
            raise ValueError("name is bound to multiple namespaces")
        return self._namespaces[0]
